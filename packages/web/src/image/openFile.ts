import type { ApiError, OpenedFile } from '@uraniborg/api';
import { useSyncExternalStore } from 'react';
import { notify } from '../shell/notices.ts';

/** A file on its way to the observatory. */
export interface Sending {
  readonly name: string;
  /** How much of it is there, 0 to 1; at 1 it is being read. */
  readonly fraction: number;
  readonly stop: () => void;
}

let sending: Sending | null = null;
const listeners = new Set<() => void>();

function tell(next: Sending | null): void {
  sending = next;
  for (const listener of listeners) listener();
}

export const useSending = (): Sending | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sending,
  );

/** Has the observatory read a file of this computer. What goes wrong goes to the screen; the answer is then null. */
export async function openFile(file: File): Promise<OpenedFile | null> {
  sending?.stop();
  try {
    return await send(file);
  } catch (error) {
    if (!(error instanceof Stopped)) notify('error', error instanceof Error ? error.message : String(error));
    return null;
  }
}

class Stopped extends Error {}

/** Not with fetch, which does not tell how far it is. */
function send(file: File): Promise<OpenedFile> {
  const request = new XMLHttpRequest();
  const mine = { name: file.name, stop: () => request.abort() };
  return new Promise<OpenedFile>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => tell({ ...mine, fraction: loaded / Math.max(total, 1) });
    request.upload.onload = () => tell({ ...mine, fraction: 1 });
    request.onabort = () => reject(new Stopped());
    request.onerror = () => reject(new Error('The observatory does not answer. Is the program still running?'));
    request.onload = () => {
      const body: unknown = request.response;
      if (request.status === 200) resolve(body as OpenedFile);
      else {
        const sentence = (body as ApiError | null)?.error?.message;
        reject(new Error(sentence ?? `The observatory answered ${request.status} ${request.statusText}`));
      }
    };
    request.open('POST', `/api/v1/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    tell({ ...mine, fraction: 0 });
    request.send(file);
  }).finally(() => tell(null));
}

/** What the chooser of the browser offers; the observatory looks at the content. */
const FILE_NAMES =
  '.fits,.fit,.fts,.fz,.xisf,.tif,.tiff,.png,.jpg,.jpeg,.bmp,.gif,.tga,.ser,.cr2,.cr3,.nef,.arw,.raf,.orf,.rw2,.dng,.pef,.crw,.gz,.bz2,.Z';

/** Says why who only looks opens no file: the observatory reads it, and keeps it for a while. */
export const refuseFile = (): void => notify('info', 'Only an operator can open files here');

/** Asks the person for files, or for one; none when they turn back. */
export function chooseFiles(several: boolean): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  // A phone knows none of these names, and would let nothing be chosen.
  if (!matchMedia('(pointer: coarse)').matches) input.accept = FILE_NAMES;
  input.multiple = several;
  return new Promise((resolve) => {
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}
