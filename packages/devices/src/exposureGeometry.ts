import { InvalidInput } from '@uraniborg/core';
import type { CameraCapabilities, ExposureRequest, SensorRectangle, ValueNames, ValueRange } from './camera.ts';

/** What is to be read out, in binned pixels and as the sensor rectangle that this really is. */
export interface ExposureGeometry {
  readonly bin: { readonly x: number; readonly y: number };
  readonly start: { readonly x: number; readonly y: number };
  readonly size: { readonly x: number; readonly y: number };
  readonly rectangle: SensorRectangle;
}

/**
 * Checks a request against what the camera can do, and works out the read-out. A rectangle that does not fall on
 * binned pixels is widened at its upper left and narrowed at its lower right.
 *
 * @throws InvalidInput saying what does not fit and what would
 */
export function exposureGeometry(request: ExposureRequest, can: CameraCapabilities): ExposureGeometry {
  const { seconds, bin = { x: 1, y: 1 }, gain, offset, readoutMode } = request;
  const whole = { x: 0, y: 0, width: can.width, height: can.height };
  const { x, y, width, height } = request.rectangle ?? whole;
  if (!(seconds >= can.exposure.min && seconds <= can.exposure.max))
    throw new InvalidInput(
      `An exposure of ${seconds} s is outside ${can.exposure.min} to ${can.exposure.max} s`,
      'seconds',
    );
  for (const axis of ['x', 'y'] as const)
    if (!Number.isInteger(bin[axis]) || bin[axis] < 1 || bin[axis] > can.maxBin[axis])
      throw new InvalidInput(`Binning ${bin[axis]} is not one of 1 to ${can.maxBin[axis]}`, 'bin');
  if (bin.x !== bin.y && !can.asymmetricBin)
    throw new InvalidInput(`The camera bins both axes alike, not ${bin.x}x${bin.y}`, 'bin');
  const inside = [x, y, width, height].every(Number.isInteger) && x >= 0 && y >= 0 && width >= 1 && height >= 1;
  if (!inside || x + width > can.width || y + height > can.height)
    throw new InvalidInput(
      `The rectangle ${width}x${height} at ${x}, ${y} does not lie on the sensor of ${can.width}x${can.height}`,
      'rectangle',
    );
  if (!can.canSubframe && (x !== 0 || y !== 0 || width !== can.width || height !== can.height))
    throw new InvalidInput('The camera reads out its whole sensor only; leave the rectangle away', 'rectangle');
  fits('gain', gain, can.gain);
  fits('offset', offset, can.offset);
  if (readoutMode !== undefined && !can.readoutModes[readoutMode])
    throw new InvalidInput(`There is no read-out mode ${readoutMode}, but ${can.readoutModes.length}`, 'readoutMode');
  const start = { x: Math.floor(x / bin.x), y: Math.floor(y / bin.y) };
  const size = { x: Math.floor(width / bin.x), y: Math.floor(height / bin.y) };
  if (size.x < 1 || size.y < 1) throw new InvalidInput('The rectangle is smaller than one binned pixel', 'rectangle');
  return {
    bin,
    start,
    size,
    rectangle: { x: start.x * bin.x, y: start.y * bin.y, width: size.x * bin.x, height: size.y * bin.y },
  };
}

function fits(what: 'gain' | 'offset', value: number | undefined, can: ValueRange | ValueNames | undefined): void {
  if (value === undefined) return;
  if (!can) throw new InvalidInput(`The camera's ${what} cannot be set`, what);
  const [min, max] = 'names' in can ? [0, can.names.length - 1] : [can.min, can.max];
  if (!(value >= min && value <= max))
    throw new InvalidInput(`The ${what} of ${value} is outside ${min} to ${max}`, what);
}
