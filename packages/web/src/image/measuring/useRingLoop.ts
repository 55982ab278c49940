import type { SensorArea } from '@uraniborg/api';
import { useEffect } from 'react';
import { captureSettings } from '../../capture/captureSettings.ts';
import { stopCapture, useCapture } from '../../capture/runningCapture.ts';
import { run } from '../../observatory/command.ts';
import { useObservatory, useReading } from '../../observatory/observatory.ts';
import { useRemembered } from '../../remembered.ts';
import { collimationStep, following, ringSeconds, useCollimating } from './collimating.ts';
import { followedArea } from './followedArea.ts';

export interface RingLoop {
  /** Undefined while nothing is exposed; 'ours' is the loop that was started here. */
  readonly running: 'ours' | 'other' | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The loop that was started here, what it reads out as far as it was told, and whether it was told to end. */
let ours: { activity: string; area: SensorArea | null; ending?: true } | null = null;

/** So many frames without the star, and all of the sensor is read out to look for it. */
const LOST_AFTER = 2;

/** Exposures one after the other: of all the sensor to bring a star to the middle, of a window around it for its rings. */
export function useRingLoop(): RingLoop {
  const capture = useCapture();
  const camera = useReading('camera');
  const side = useObservatory((state) => state.profiles.profile.options.focus.window) ?? 400;
  const step = useRemembered(collimationStep);
  const follows = useRemembered(following);
  const { star, missed } = useCollimating();
  const running = capture ? (capture.id === ours?.activity ? 'ours' : 'other') : undefined;
  const wanted = (now: SensorArea | null): SensorArea | null => {
    if (!camera || step === 'centre' || !star || missed >= LOST_AFTER) return null;
    if (now && !follows && now.width === Math.min(side, camera.width)) return now;
    return followedArea(star, now, camera, side);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever one of these may have changed what is wanted
  useEffect(() => {
    if (running !== 'ours' || !ours || ours.ending) return;
    const area = wanted(ours.area);
    if (area === ours.area) return;
    ours.area = area;
    void run('capture.moveArea', { area });
  }, [running, star, missed, step, follows, side]);
  return {
    running,
    async start() {
      const settings = captureSettings();
      if (!settings) return;
      const area = wanted(null);
      const seconds = ringSeconds.get() ?? settings.seconds;
      const started = await run('capture.loop', { ...settings, frameType: 'light', seconds, area, aside: true });
      if (started) ours = { activity: started.activity, area };
    },
    async stop() {
      // It may have ended when a frame that is on its way is measured: there is nothing left to move then.
      if (running === 'ours' && ours) ours.ending = true;
      await stopCapture();
    },
  };
}
