import { flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { bringBlobs } from './bringBlobs.ts';
import { bringImage, prepareImage } from './bringImage.ts';
import type { Handed } from './thread.ts';

// It is ended in the middle of whatever it does: what it has read and compiled is kept for the next one now.
flushCompileCache();

parentPort?.on('message', (handed: Handed) => {
  if ('told' in handed) prepareImage(handed.told);
  else if (handed.asked.kind === 'image') void bringImage(handed.asked, handed.port);
  else void bringBlobs(handed.asked, handed.port);
});
