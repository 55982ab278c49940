import type { AlpacaClient } from '@uraniborg/alpaca';
import { DeviceError, InvalidInput, normaliseDegrees, signedDegrees, type Waiting } from '@uraniborg/core';
import { onLink } from '../onLink.ts';
import type { Rotator, RotatorCapabilities } from '../rotator.ts';
import { stopFirst } from '../stopFirst.ts';
import { alpacaLink } from './alpacaLink.ts';
import { standing } from './standing.ts';

const TURN_LIMIT_MS = 300_000;
/** Degrees. */
const ARRIVED_WITHIN = 1;

/** A rotator behind an Alpaca server. */
export function alpacaRotator(client: AlpacaClient<'rotator'>, address: string): Rotator {
  let can: RotatorCapabilities | undefined;
  const link = alpacaLink(client, address, async ({ optional }, { signal }) => {
    const stepSize = await optional('StepSize', () => client.stepSize({ signal }));
    const canReverse = (await optional('CanReverse', () => client.canReverse({ signal }))) ?? false;
    // Older interfaces know no mechanical angle and cannot be synced.
    const mechanical = await optional('MechanicalPosition', () => client.mechanicalPosition({ signal }));
    can = { canReverse, canSync: mechanical !== undefined, canHalt: true, stepSize };
  });
  const capabilities = () => {
    link.assertConnected();
    if (!can) throw new DeviceError(`${link.name} is not connected`, 'rotator');
    return can;
  };
  const stand = (waiting: Waiting) =>
    standing(
      waiting,
      'the rotator to stand still',
      TURN_LIMIT_MS,
      async (signal) => !(await client.isMoving({ signal })),
    );
  const halt = async (waiting: Waiting) => {
    await link.optional('Halt', () => client.halt({ signal: waiting.signal }));
    await stand(waiting);
  };

  return onLink<Rotator>(link, {
    kind: 'rotator',
    capabilities,
    read: ({ signal }: Waiting) =>
      link.watched(async () => {
        const [angle, mechanicalAngle, moving, reversed] = await Promise.all([
          client.position({ signal }),
          link.optional('MechanicalPosition', () => client.mechanicalPosition({ signal })),
          client.isMoving({ signal }),
          link.optional('Reverse', () => client.reverse({ signal })),
        ]);
        return { angle: normaliseDegrees(angle), mechanicalAngle, moving, reversed };
      }),
    turnTo: (angle: number, waiting: Waiting) =>
      link.watched(() =>
        stopFirst(waiting, halt, async () => {
          const { signal } = waiting;
          await client.moveAbsolute(normaliseDegrees(angle), { signal });
          await stand(waiting);
          const off = Math.abs(signedDegrees((await client.position({ signal })) - angle));
          if (off > ARRIVED_WITHIN)
            throw new DeviceError(`The rotator stopped ${off.toFixed(1)} degrees from where it was sent`, 'position');
        }),
      ),
    sync: (angle: number, { signal }: Waiting) =>
      link.watched(() => {
        if (!capabilities().canSync) throw new InvalidInput(`${link.name} cannot be synced`, 'sync');
        return client.sync(normaliseDegrees(angle), { signal });
      }),
    setReversed: (on: boolean, { signal }: Waiting) =>
      link.watched(() => {
        if (!capabilities().canReverse) throw new InvalidInput(`${link.name} cannot be reversed`, 'reverse');
        return client.putReverse(on, { signal });
      }),
    halt: (waiting: Waiting) => link.watched(() => halt(waiting)),
  });
}
