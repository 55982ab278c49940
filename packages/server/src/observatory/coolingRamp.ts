import type { ObservatoryState } from '@uraniborg/api';
import { AbortedError, type Clock, sentenceOf } from '@uraniborg/core';
import type { Camera } from '@uraniborg/devices';
import type { Log } from './log.ts';

/** Cools and warms the camera at a rate that its sensor bears. */
export interface CoolingRamp {
  /**
   * Begins; what ran before ends. Settles when the camera has taken the first set point.
   * @param setpoint degrees Celsius; 'off' warms up and switches the cooler off; 'stay' keeps what is reached
   * @param degreesPerMinute null: at once
   * @throws InvalidInput the camera has no cooler to set; what it says
   */
  begin(setpoint: number | 'off' | 'stay', degreesPerMinute: number | null): Promise<void>;
  /** The same with a camera that is not in the rig yet. */
  beginWith(camera: Camera, setpoint: number | 'off' | 'stay', degreesPerMinute: number | null): Promise<void>;
  /** Warms up and switches the cooler off, and calls `then` when that is done and nobody has asked for anything else. */
  warmThen(degreesPerMinute: number | null, then: () => Promise<void>): Promise<void>;
  /** Goes no further: the camera is let go of. */
  end(): void;
}

const STEP_MS = 15_000;
/** A sensor this warm, or a cooler that does this little (percent), may be switched off. */
const WARM = 20;
const RESTS = 3;
/** Where the options name no rate, a person who asks for warming means one. */
const USUAL_RATE = 5;
/** Steps that may fail one after the other. */
const PATIENCE = 8;

export function coolingRamp(parts: {
  camera: () => Camera;
  /** Whether it is there now: a lost one is waited for. */
  connected: () => boolean;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  onChange: (cooling: ObservatoryState['cooling']) => void;
}): CoolingRamp {
  const { clock, log, signal: over, onChange } = parts;
  let running = new AbortController();

  /** One step nearer; gives back the set point that was set, or undefined when it is done. */
  async function step(camera: Camera, from: number, target: number | 'off', rate: number, signal: AbortSignal) {
    const waiting = { clock, signal };
    const { coolerPower } = await camera.read(waiting);
    const end = target === 'off' ? WARM : target;
    const size = (rate * STEP_MS) / 60_000;
    const next = Math.abs(end - from) <= size ? end : Math.round((from + Math.sign(end - from) * size) * 100) / 100;
    if (target === 'off' && (next >= WARM || (coolerPower !== undefined && coolerPower < RESTS))) {
      await camera.cool('off', waiting);
      return undefined;
    }
    await camera.cool(next, waiting);
    return next === end ? undefined : next;
  }

  async function go(
    from: number,
    target: number | 'off',
    rate: number,
    signal: AbortSignal,
    onStep: (now: number) => void,
  ): Promise<void> {
    let failures = 0;
    for (let at: number | undefined = from; at !== undefined; ) {
      await clock.sleep(STEP_MS, signal);
      if (!parts.connected()) continue;
      try {
        at = await step(parts.camera(), at, target, rate, signal);
        failures = 0;
        if (at !== undefined) onStep(at);
      } catch (error) {
        // It may just be going: its supervisor finds out, and this goes on when it is back.
        if (signal.aborted || ++failures > PATIENCE) throw error;
      }
    }
  }

  return {
    begin: async (setpoint, degreesPerMinute) => begin(parts.camera(), setpoint, degreesPerMinute),
    beginWith: (camera, setpoint, degreesPerMinute) => begin(camera, setpoint, degreesPerMinute),
    warmThen: (degreesPerMinute, then) => begin(parts.camera(), 'off', degreesPerMinute ?? USUAL_RATE, then),
    end,
  };

  function end(): void {
    running.abort(new AbortedError('another temperature was set'));
    running = new AbortController();
    onChange(null);
  }

  async function begin(
    camera: Camera,
    setpoint: number | 'off' | 'stay',
    degreesPerMinute: number | null,
    then?: () => Promise<void>,
  ): Promise<void> {
    end();
    const signal = AbortSignal.any([running.signal, over]);
    const waiting = { clock, signal: over };
    const { temperature, setpoint: now, coolerOn } = await camera.read(waiting);
    // A cooler that runs is led on from its set point; the sensor may lag behind it a little.
    const from = coolerOn && now !== undefined && setpoint !== 'stay' ? now : temperature;
    if (setpoint === 'stay') return await camera.cool(temperature ?? now ?? 0, waiting);
    if (degreesPerMinute === null || from === undefined) {
      await camera.cool(setpoint, waiting);
      return await then?.();
    }
    const first = await step(camera, from, setpoint, degreesPerMinute, over);
    if (first === undefined) return await then?.();
    const thenDisconnect = then !== undefined;
    const tell = (at: number) =>
      onChange({
        target: setpoint,
        from,
        now: at,
        end: setpoint === 'off' ? WARM : setpoint,
        degreesPerMinute,
        thenDisconnect,
      });
    tell(first);
    go(first, setpoint, degreesPerMinute, signal, tell)
      .then(() => (signal.aborted ? undefined : then?.()))
      .catch((error) => {
        if (!signal.aborted) log('error', `The camera is not brought to its temperature: ${sentenceOf(error)}`);
      })
      .finally(() => {
        if (!signal.aborted) onChange(null);
      });
  }
}
