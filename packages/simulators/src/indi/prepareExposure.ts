import { numberOf } from '@uraniborg/indi';
import type { DeviceHost } from './deviceHost.ts';
import type { Driver } from './driver.ts';

/** Hands a camera what CCD_BINNING and `rectangle` hold: INDI counts unbinned pixels, ASCOM binned ones. */
export async function prepareExposure(
  host: DeviceHost,
  driver: Driver<'camera'>,
  rectangle: 'CCD_FRAME' | 'CCD_STREAM_FRAME',
): Promise<void> {
  const bin = numberOf(host.vector('CCD_BINNING'), 'HOR_BIN') ?? 1;
  const frame = (element: string) => Math.floor((numberOf(host.vector(rectangle), element) ?? 0) / bin);
  await driver.putBinX(bin);
  await driver.putBinY(bin);
  await driver.putStartX(frame('X'));
  await driver.putStartY(frame('Y'));
  await driver.putNumX(frame('WIDTH'));
  await driver.putNumY(frame('HEIGHT'));
}
