import { flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { type BlobsAsked, bringBlobs } from './bringBlobs.ts';
import { bringImage, type Exposing, type ImageAsked, prepareImage } from './bringImage.ts';
import type { Handed } from './thread.ts';

/** What the thread of arrivals can be asked for, and what it can be told. */
export type Asked = ImageAsked | BlobsAsked;
export type Told = Exposing;

// It is ended in the middle of whatever it does: what it has read and compiled is kept for the next one now.
flushCompileCache();

parentPort?.on('message', (handed: Handed) => {
  if ('told' in handed) prepareImage(handed.told);
  else if (handed.asked.kind === 'image') void bringImage(handed.asked, handed.port);
  else void bringBlobs(handed.asked, handed.port);
});
