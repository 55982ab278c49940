import { InvalidInput } from '@uraniborg/core';
import { deviceOf } from '../rig.ts';
import type { StepKind } from './stepKind.ts';

export interface CoolAsks {
  /** Degrees Celsius, or 'off'. */
  readonly setpoint: number | 'off';
  /** How near counts as reached, degrees. Default 0.5. */
  readonly tolerance?: number;
  /** How long to wait for it, seconds. Default 900; 0 sets it and goes on. */
  readonly withinSeconds?: number;
  /** Changes the set point gradually. Default: at once. */
  readonly degreesPerMinute?: number;
}

/** Whether the temperature was reached, and what it was at the end (undefined when the camera does not tell). */
export interface Cooled {
  readonly reached: boolean;
  readonly temperature: number | undefined;
}

const POLL_MS = 2000;
/** What a thermoelectric cooler does when it is left to itself, degrees per minute. */
const USUAL_RATE = 6;

/** Sets the sensor's cooler and waits until the temperature is there. Not getting there is an answer, not an error. */
export const cool: StepKind<CoolAsks, Cooled> = {
  needs: () => ['camera'],
  describe: ({ setpoint }) => (setpoint === 'off' ? 'Switch the cooler off' : `Cool the camera to ${setpoint} °C`),
  expect({ setpoint, withinSeconds = 900, degreesPerMinute = USUAL_RATE }, world) {
    if (setpoint === 'off') return { seconds: 1, gives: { reached: true, temperature: world.temperature } };
    const way = Math.abs((world.temperature ?? 15) - setpoint);
    world.temperature = setpoint;
    return {
      seconds: Math.min(withinSeconds, (way / degreesPerMinute) * 60),
      gives: { reached: true, temperature: setpoint },
    };
  },
  async perform({ setpoint, tolerance = 0.5, withinSeconds = 900, degreesPerMinute }, tools) {
    const { clock, signal, onProgress } = tools;
    const camera = deviceOf(tools.rig, 'camera');
    if (!camera.capabilities().canSetTemperature)
      throw new InvalidInput(`${camera.name} cannot set its temperature; leave the cooling out`, 'setpoint');
    const begin = (await camera.read({ clock, signal })).temperature;
    if (setpoint === 'off') {
      await camera.cool('off', { clock, signal });
      return { reached: true, temperature: begin };
    }
    const started = clock.now();
    let set: number | undefined;
    for (;;) {
      const minutes = (clock.now() - started) / 60_000;
      const next = onTheWay(begin, setpoint, degreesPerMinute, minutes);
      if (next !== set) await camera.cool(next, { clock, signal });
      set = next;
      const { temperature } = await camera.read({ clock, signal });
      const reached = temperature === undefined || Math.abs(temperature - setpoint) <= tolerance;
      if (set === setpoint && (reached || clock.now() - started >= withinSeconds * 1000))
        return { reached, temperature };
      onProgress({ phase: `cooling, ${temperature?.toFixed(1) ?? '?'} °C`, ...along(begin, temperature, setpoint) });
      await clock.sleep(POLL_MS, signal);
    }
  },
};

/** Where a ramp stands after `minutes`, in whole tenths of a degree, so that a slow ramp does not write at every look. */
function onTheWay(from: number | undefined, to: number, rate: number | undefined, minutes: number): number {
  if (rate === undefined || from === undefined) return to;
  const step = Math.round(rate * minutes * 10) / 10;
  return Math.abs(to - from) <= step ? to : Math.round((from + Math.sign(to - from) * step) * 10) / 10;
}

function along(from: number | undefined, at: number | undefined, to: number) {
  const fraction =
    from === undefined || at === undefined || from === to
      ? undefined
      : Math.min(1, Math.max(0, (at - from) / (to - from)));
  return { fraction, secondsLeft: undefined };
}
