import type { FrameSummary, SensorArea } from '@uraniborg/api';

interface Size {
  width: number;
  height: number;
}

/** The presets that every camera has; null is the whole sensor. */
export const presets = ['full', 'half', 'quarter', 'square'] as const;
export type Preset = (typeof presets)[number];

/** The part of the sensor that a preset means, in the middle of it; null for all of it. */
export function presetArea(preset: Preset, sensor: Size): SensorArea | null {
  switch (preset) {
    case 'full':
      return null;
    case 'half':
      return middle(sensor, sensor.width / 2, sensor.height / 2);
    case 'quarter':
      return middle(sensor, sensor.width / 4, sensor.height / 4);
    case 'square': {
      const side = Math.min(sensor.width, sensor.height);
      return middle(sensor, side, side);
    }
  }
}

function middle(sensor: Size, width: number, height: number): SensorArea {
  return onSensor({ x: (sensor.width - width) / 2, y: (sensor.height - height) / 2, width, height }, sensor);
}

/** Read-outs that cameras and binnings like. */
const GRAIN = 8;

/** The nearest area that lies on the sensor, on whole pixels, its size a multiple of 8 where there is room. */
export function onSensor(area: SensorArea, sensor: Size): SensorArea {
  const side = (length: number, most: number) =>
    Math.min(most, most < GRAIN ? most : Math.max(GRAIN, Math.round(length / GRAIN) * GRAIN));
  const [width, height] = [side(area.width, sensor.width), side(area.height, sensor.height)];
  const start = (at: number, length: number, most: number) => Math.min(Math.max(0, Math.round(at)), most - length);
  return { x: start(area.x, width, sensor.width), y: start(area.y, height, sensor.height), width, height };
}

/** Which of the presets an area is. */
export function presetOf(area: SensorArea | null | undefined, sensor: Size): Preset | undefined {
  return presets.find((preset) => same(presetArea(preset, sensor), area ?? null));
}

export function same(one: SensorArea | null, other: SensorArea | null): boolean {
  if (!one || !other) return one === other;
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

type Shown = Pick<FrameSummary, 'area' | 'bin'>;

/** The part of the sensor under a rectangle of a frame, whose pixels may be binned and a part of the sensor only. */
export function toSensor(rectangle: SensorArea, { area, bin }: Shown): SensorArea {
  const [x, y] = [area?.x ?? 0, area?.y ?? 0];
  return {
    x: x + rectangle.x * bin,
    y: y + rectangle.y * bin,
    width: rectangle.width * bin,
    height: rectangle.height * bin,
  };
}

/** Where an area of the sensor lies in a frame, in pixels of it. */
export function toFrame(on: SensorArea, { area, bin }: Shown): SensorArea {
  const [x, y] = [area?.x ?? 0, area?.y ?? 0];
  return { x: (on.x - x) / bin, y: (on.y - y) / bin, width: on.width / bin, height: on.height / bin };
}
