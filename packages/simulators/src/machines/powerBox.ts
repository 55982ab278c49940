/** A box that feeds the observatory: sockets that are on or off, a dew heater that is dimmed, and two meters. */
import { createTimeline, hold, type Timeline } from '../timeline.ts';

export interface Socket {
  readonly name: string;
  readonly description: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly canWrite: boolean;
  value(time: number): number;
  set(value: number, time: number): void;
}

export interface PowerBox {
  readonly sockets: readonly Socket[];
  mount(time: number): boolean;
  camera(time: number): boolean;
  /** Percent of the dew heater. */
  dewHeater(time: number): number;
}

/**
 * @param cooling percent of the camera's cooler, for the meters
 * @param onMountOff told when the mount loses its power
 */
export function createPowerBox(cooling: (time: number) => number, onMountOff: (time: number) => void): PowerBox {
  const output = (name: string, description: string, max: number, start: number): Socket & { at: Timeline<number> } => {
    const at = createTimeline(start);
    return {
      name,
      description,
      min: 0,
      max,
      step: 1,
      canWrite: true,
      at,
      value: (time) => at.at(time),
      set: (value, time) => at.follow(hold(time, value)),
    };
  };
  const socket = output('Mount', '12 V for the mount', 1, 1);
  const mount: Socket = {
    ...socket,
    set(value, time) {
      socket.set(value, time);
      if (value === 0) onMountOff(time);
    },
  };
  const camera = output('Camera', '12 V for the main camera', 1, 1);
  const dew = output('Dew heater', 'Heater strap around the lens, percent', 100, 0);
  const amperes = (time: number) =>
    0.15 + 1.1 * mount.value(time) + camera.value(time) * (0.35 + 0.03 * cooling(time)) + 0.018 * dew.value(time);
  const meter = (
    name: string,
    description: string,
    max: number,
    step: number,
    value: (time: number) => number,
  ): Socket => ({
    name,
    description,
    min: 0,
    max,
    step,
    canWrite: false,
    value: (time) => Math.round(value(time) / step) * step,
    set: () => {},
  });
  return {
    sockets: [
      mount,
      camera,
      dew,
      meter('Current', 'Amperes drawn from the supply', 20, 0.01, amperes),
      meter('Voltage', 'Volts of the supply', 15, 0.01, (time) => 13.6 - 0.09 * amperes(time)),
    ],
    mount: (time) => mount.value(time) > 0,
    camera: (time) => camera.value(time) > 0,
    dewHeater: (time) => dew.value(time),
  };
}
