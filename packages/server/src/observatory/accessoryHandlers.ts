import type { Role } from '@uraniborg/api';
import { DeviceError } from '@uraniborg/core';
import { lightPanel, moveCover, moveShutter, parkDome, turnDome, turnRotator } from '@uraniborg/operations';
import type { Handlers } from '../http/commandRoutes.ts';
import type { HandlerParts } from './handlerParts.ts';
import type { DeviceOf } from './readings.ts';

type Own = Extract<
  keyof Handlers,
  `rotator.${string}` | `dome.${string}` | `cover.${string}` | `panel.${string}` | `switches.${string}`
>;

interface AccessoryParts extends HandlerParts {
  /** A device that no plan has taken. @throws DeviceError */
  free: <R extends Role>(role: R) => DeviceOf[R];
}

/** What performs the commands to rotator, dome, cover, panel and switches. */
export function accessoryHandlers({ activities, equipment, free, clock, signal }: AccessoryParts): Pick<Handlers, Own> {
  const waiting = { clock, signal };
  const nothing = {};
  return {
    'rotator.turn': async ({ angle }) => ({
      activity: await activities.start('rotate', {
        name: `Rotator to ${angle}°`,
        needs: ['rotator'],
        plan: () => turnRotator(angle),
      }),
    }),
    'rotator.sync': async ({ angle }) => {
      await free('rotator').sync(angle, waiting);
      return nothing;
    },
    'rotator.reverse': async ({ on }) => {
      await free('rotator').setReversed(on, waiting);
      return nothing;
    },
    'dome.turn': async ({ azimuth }) => ({
      activity: await activities.start('dome', {
        name: `Dome to ${azimuth}°`,
        needs: ['dome'],
        plan: () => turnDome(azimuth),
      }),
    }),
    'dome.shutter': async ({ to }) => ({
      activity: await activities.start('dome', {
        name: to === 'open' ? 'Open the dome' : 'Close the dome',
        needs: ['dome'],
        plan: () => moveShutter(to),
      }),
    }),
    'dome.park': async () => ({
      activity: await activities.start('dome', { name: 'Park the dome', needs: ['dome'], plan: parkDome }),
    }),
    'dome.slave': async ({ on }) => {
      await free('dome').setSlaved(on, waiting);
      return nothing;
    },
    'dome.sync': async ({ azimuth }) => {
      await free('dome').sync(azimuth, waiting);
      return nothing;
    },
    'cover.move': async ({ to }) => ({
      activity: await activities.start('cover', {
        name: to === 'open' ? 'Open the cover' : 'Close the cover',
        needs: ['coverCalibrator'],
        plan: () => moveCover(to),
      }),
    }),
    'panel.light': async ({ brightness }) => ({
      activity: await activities.start('cover', {
        name: brightness === 'off' ? 'Panel off' : `Panel at ${brightness}`,
        needs: ['coverCalibrator'],
        plan: () => lightPanel(brightness),
      }),
    }),
    'switches.set': async ({ nickname, id, value }) => {
      equipment.link({ role: 'switches', nickname });
      const box = equipment.switches(nickname);
      if (!box)
        throw new DeviceError(`The switches ${nickname} are not connected; connect them first`, 'not connected');
      await box.set(id, value, waiting);
      return nothing;
    },
  };
}
