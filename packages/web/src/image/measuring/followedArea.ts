import type { SensorArea } from '@uraniborg/api';
import { onSensor } from '../../capture/sensorAreas.ts';

/** A star may wander this part of the window from its middle before the window goes after it. */
const SLACK = 1 / 8;

/**
 * The square of `side` pixels about a star, where the sensor has room for it; the one that is there already while the star
 * is still well inside. All in pixels of the sensor.
 */
export function followedArea(
  star: { readonly x: number; readonly y: number },
  now: SensorArea | null,
  sensor: { width: number; height: number },
  side: number,
): SensorArea {
  const wanted = onSensor({ x: star.x - side / 2, y: star.y - side / 2, width: side, height: side }, sensor);
  if (!now || now.width !== wanted.width || now.height !== wanted.height) return wanted;
  const off = Math.max(Math.abs(now.x - wanted.x), Math.abs(now.y - wanted.y));
  return off > SLACK * side ? wanted : now;
}
