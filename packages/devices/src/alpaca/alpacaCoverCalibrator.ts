import type { AlpacaClient } from '@uraniborg/alpaca';
import { DeviceError, InvalidInput, type Waiting } from '@uraniborg/core';
import type { CoverCalibrator, CoverCalibratorCapabilities } from '../coverCalibrator.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { alpacaLink } from './alpacaLink.ts';
import { standing } from './standing.ts';

const MOVE_LIMIT_MS = 180_000;
const lights = {
  notPresent: undefined,
  off: 'off',
  notReady: 'warming',
  ready: 'on',
  unknown: 'unknown',
  error: 'error',
} as const;

/** A flat panel or a cover behind an Alpaca server. */
export function alpacaCoverCalibrator(client: AlpacaClient<'coverCalibrator'>, address: string): CoverCalibrator {
  let can: CoverCalibratorCapabilities | undefined;
  const coverState = (signal: AbortSignal) => link.optional('CoverState', () => client.coverState({ signal }));
  const lightState = (signal: AbortSignal) =>
    link.optional('CalibratorState', () => client.calibratorState({ signal }));

  const link = alpacaLink(client, address, async ({ optional }, { signal }) => {
    can = {
      hasCover: ((await coverState(signal)) ?? 'notPresent') !== 'notPresent',
      canHalt: true,
      hasLight: ((await lightState(signal)) ?? 'notPresent') !== 'notPresent',
      maxBrightness: (await optional('MaxBrightness', () => client.maxBrightness({ signal }))) ?? 0,
    };
  });
  const capabilities = () => {
    link.assertConnected();
    if (!can) throw new DeviceError(`${link.name} is not connected`, 'coverCalibrator');
    return can;
  };
  const halt = async (waiting: Waiting) => {
    await link.optional('HaltCover', () => client.haltCover({ signal: waiting.signal }));
    await standing(waiting, 'the cover to stand still', MOVE_LIMIT_MS, async (s) => (await coverState(s)) !== 'moving');
  };
  const move = (to: 'open' | 'closed', command: (signal: AbortSignal) => Promise<void>, waiting: Waiting) =>
    link.watched(() => {
      if (!capabilities().hasCover) throw new InvalidInput(`${link.name} has no cover`, 'cover');
      return stopFirst(waiting, halt, async () => {
        await command(waiting.signal);
        await standing(waiting, `the cover to be ${to}`, MOVE_LIMIT_MS, async (signal) => {
          const state = await coverState(signal);
          if (state === 'error') throw new DeviceError('The cover reports an error', 'coverState');
          return state === to;
        });
      });
    });
  const light = (to: 'ready' | 'off', command: (signal: AbortSignal) => Promise<void>, waiting: Waiting) =>
    link.watched(async () => {
      if (!capabilities().hasLight) throw new InvalidInput(`${link.name} has no light`, 'light');
      await command(waiting.signal);
      await standing(
        waiting,
        to === 'off' ? 'the light to go out' : 'the light to be steady',
        MOVE_LIMIT_MS,
        async (s) => {
          const state = await lightState(s);
          if (state === 'error') throw new DeviceError('The light reports an error', 'calibratorState');
          return state === to;
        },
      );
    });

  return onLink<CoverCalibrator>(link, {
    kind: 'coverCalibrator',
    capabilities,
    read: ({ signal }: Waiting) =>
      link.watched(async () => {
        const [cover, state, brightness] = await Promise.all([
          coverState(signal),
          lightState(signal),
          link.optional('Brightness', () => client.brightness({ signal })),
        ]);
        return { cover: cover === 'notPresent' ? undefined : cover, light: state && lights[state], brightness };
      }),
    open: (waiting: Waiting) => move('open', (signal) => client.openCover({ signal }), waiting),
    close: (waiting: Waiting) => move('closed', (signal) => client.closeCover({ signal }), waiting),
    halt: (waiting: Waiting) => link.watched(() => halt(waiting)),
    lightOn(brightness: number, waiting: Waiting) {
      const { maxBrightness } = capabilities();
      const fits = Number.isInteger(brightness) && brightness >= 1 && brightness <= maxBrightness;
      return light(
        'ready',
        async (signal) => {
          if (!fits)
            throw new InvalidInput(`A brightness of ${brightness} is not one of 1 to ${maxBrightness}`, 'brightness');
          await client.calibratorOn(brightness, { signal });
        },
        waiting,
      );
    },
    lightOff: (waiting: Waiting) => light('off', (signal) => client.calibratorOff({ signal }), waiting),
  });
}
