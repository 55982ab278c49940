/** A frame that an INDI driver writes into a folder of this computer, instead of sending it. */
import type { Waiting } from '@uraniborg/core';
import { type IndiClient, textOf } from '@uraniborg/indi';
import type { FileOfCamera } from './frameOfBlob.ts';
import type { IndiLink } from './indiLink.ts';

/** A folder that the driver and this program share, best a RAM disk. */
export interface FrameFolder {
  readonly path: string;
  /**
   * The bytes of a file in it, which is gone afterwards.
   * @throws DeviceError the driver names a file that is not there, or not in this folder
   */
  take(file: string): Promise<Uint8Array>;
}

/** Whether the driver can write files itself. */
export const writesFiles = ({ vector }: IndiLink): boolean =>
  vector('UPLOAD_MODE')?.elements.has('UPLOAD_LOCAL') === true && vector('UPLOAD_SETTINGS') !== undefined;

/** Has the driver write its frames there from now on. Every device has names of its own: a folder may be shared. */
export async function writeInto(link: IndiLink, { path }: FrameFolder, waiting: Waiting): Promise<void> {
  const UPLOAD_PREFIX = `uraniborg-${link.name.replaceAll(/[^A-Za-z0-9]+/g, '-')}_XXX`;
  await link.set('UPLOAD_SETTINGS', { UPLOAD_DIR: path, UPLOAD_PREFIX }, waiting);
  await link.set('UPLOAD_MODE', { UPLOAD_LOCAL: true }, waiting);
}

/**
 * The next file that the driver says it has written; call it before the exposure is commanded.
 * @param notBefore one that is told earlier (ms of the clock) belongs to another exposure
 */
export async function nextFile(
  client: IndiClient,
  device: string,
  folder: FrameFolder,
  notBefore: number,
  options: Waiting & { timeoutMs: number; what: string },
): Promise<FileOfCamera> {
  const { clock } = options;
  // Defined with the first file, changed with every other; the same name may come again, because it was taken away.
  const file = await client.waitFor((event) => {
    if (event?.kind !== 'changed' && event?.kind !== 'defined') return undefined;
    const { vector } = event;
    if (vector.device !== device || vector.name !== 'CCD_FILE_PATH' || clock.now() < notBefore) return undefined;
    return textOf(vector, 'FILE_PATH') || undefined;
  }, options);
  const bytes = await clock.hold(folder.take(file));
  return { format: /(\.fits?)?\.[^./]*$/i.exec(file)?.[0] ?? '', bytes };
}
