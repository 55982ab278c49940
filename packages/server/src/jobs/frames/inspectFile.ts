import type { Inspection } from '@uraniborg/api';
import { writePng } from '@uraniborg/formats';
import {
  applyStretch,
  autoStretch,
  debayer,
  fullScale,
  type InspectOptions,
  type PanelOptions,
  panelMosaic,
  statisticsOf,
} from '@uraniborg/imaging';
import { howToDetect } from '../../measures/howToDetect.ts';
import { inspectionOfFrame } from '../../measures/inspectionOfFrame.ts';
import { bayerOrderOf } from './bayerOrder.ts';
import { demandFree } from './demandFree.ts';
import { readFrame } from './readFrame.ts';
import { writeWhole } from './writeWhole.ts';

export interface InspectFileOptions extends InspectOptions, PanelOptions {
  /** Which unit of a FITS file. Default: the first that holds an image. */
  readonly hdu?: number | string | undefined;
  /** Where the nine panels are written side by side, as a stretched PNG. Default: nowhere. */
  readonly panels?: string | undefined;
}

/**
 * How the stars change over the frame of a file, and a picture of its nine panels.
 *
 * @throws InvalidInput it cannot be read, the panels do not fit, or the name of the picture is taken; StorageError
 */
export async function inspectFile(path: string, options: InspectFileOptions = {}): Promise<Inspection> {
  if (options.panels !== undefined) await demandFree(options.panels);
  const frame = await readFrame(path, { hdu: options.hdu });
  const inspection = inspectionOfFrame(frame, options);
  if (options.panels !== undefined) {
    const { pixels } = frame;
    const seen = howToDetect(frame).mosaic ? debayer(pixels, { order: bayerOrderOf(frame.header) }) : pixels;
    // One stretch for all nine: they are to be compared.
    const statistics = statisticsOf(seen);
    const stretch = autoStretch(statistics, fullScale(seen.data, statistics));
    await writeWhole(options.panels, [writePng(applyStretch(panelMosaic(seen, options), stretch))]);
  }
  return inspection;
}
