/** The simulated dust cover with its light panel behind ASCOM's ICoverCalibratorV2. */
import type { AlpacaDriver } from '@uraniborg/alpaca';
import { MAX_BRIGHTNESS } from '../machines/flatPanel.ts';
import type { World } from '../world.ts';
import { checkInteger } from './refusals.ts';

export function createCoverCalibratorDriver({ clock, panel }: World): AlpacaDriver<'coverCalibrator'> {
  const now = () => clock.now();
  return {
    description: () => 'Simulated dust cover with a light panel',
    coverState() {
      if (panel.moving(now())) return 'moving';
      const opening = panel.opening(now());
      return opening >= 1 ? 'open' : opening <= 0 ? 'closed' : 'unknown';
    },
    coverMoving: () => panel.moving(now()),
    openCover: () => panel.move(true, now()),
    closeCover: () => panel.move(false, now()),
    haltCover: () => panel.halt(now()),
    maxBrightness: () => MAX_BRIGHTNESS,
    brightness: () => panel.brightness(),
    calibratorState: () => (panel.warming(now()) ? 'notReady' : panel.brightness() > 0 ? 'ready' : 'off'),
    calibratorChanging: () => panel.warming(now()),
    calibratorOn(brightness) {
      checkInteger('Brightness', brightness, 0, MAX_BRIGHTNESS);
      panel.light(brightness, now());
    },
    calibratorOff: () => panel.light(0, now()),
  };
}
