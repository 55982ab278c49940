import type { AlpacaClient } from '@uraniborg/alpaca';
import { type Clock, DeviceError, InvalidInput, type Waiting } from '@uraniborg/core';
import { countedSteps } from '../countedSteps.ts';
import type { Focuser, FocuserCapabilities } from '../focuser.ts';
import { onLink } from '../onLink.ts';
import { pollUntil } from '../pollUntil.ts';
import { stopFirst } from '../stopFirst.ts';
import { alpacaLink } from './alpacaLink.ts';

const MOVE_LIMIT_MS = 600_000;

/** A focuser behind an Alpaca server. One that knows only relative moves is counted from the middle of its range. */
export function alpacaFocuser(client: AlpacaClient<'focuser'>, address: string): Focuser {
  let can: FocuserCapabilities | undefined;
  let absolute = true;
  /** Before version 3 of the interface a focuser refuses to move while it follows the temperature. */
  let refusesWhileCompensating = false;
  let clock: Clock | undefined;
  /** Of a relative focuser. */
  const counted = countedSteps(() => {
    if (!clock) throw new DeviceError(`${link.name} is not connected`, 'focuser');
    return clock;
  });

  const link = alpacaLink(client, address, async ({ optional }, { signal, clock: now }) => {
    clock = now;
    absolute = (await optional('Absolute', () => client.absolute({ signal }))) ?? true;
    const maxPosition = (await optional('MaxStep', () => client.maxStep({ signal }))) ?? 0;
    const maxMove = (await optional('MaxIncrement', () => client.maxIncrement({ signal }))) ?? maxPosition;
    const stepSizeUm = await optional('StepSize', () => client.stepSize({ signal }));
    const temperature = await optional('Temperature', () => client.temperature({ signal }));
    const compensates = await optional('TempCompAvailable', () => client.tempCompAvailable({ signal }));
    const version = (await optional('InterfaceVersion', () => client.interfaceVersion({ signal }))) ?? 1;
    refusesWhileCompensating = compensates === true && version < 3;
    counted.begin(maxPosition);
    can = {
      maxPosition,
      maxMove: maxMove > 0 ? maxMove : maxPosition,
      stepSizeUm,
      positioning: absolute ? 'absolute' : 'counted',
      canHalt: true,
      hasTemperature: temperature !== undefined,
      canCompensateTemperature: compensates ?? false,
    };
  });

  const capabilities = () => {
    link.assertConnected();
    if (!can) throw new DeviceError(`${link.name} is not connected`, 'focuser');
    return can;
  };
  const position = async (signal: AbortSignal) => (absolute ? await client.position({ signal }) : counted.position);

  async function settle(waiting: Waiting): Promise<void> {
    await pollUntil(waiting, {
      what: 'the focuser to stand still',
      limitMs: MOVE_LIMIT_MS,
      every: (passed) => Math.min(500, 50 + passed / 10),
      look: async ({ signal }) => ((await client.isMoving({ signal })) ? undefined : true),
    });
  }

  /** Moves with the temperature let alone meanwhile, where it must be. */
  async function uncompensated(move: () => Promise<void>, signal: AbortSignal): Promise<void> {
    if (!refusesWhileCompensating || !(await client.tempComp({ signal }))) return move();
    await client.putTempComp(false, { signal });
    try {
      await move();
    } finally {
      // Whatever came of the move: the focuser stands, and does again what it did before.
      await client.putTempComp(true);
    }
  }

  async function halt(waiting: Waiting): Promise<void> {
    await link.optional('Halt', () => client.halt({ signal: waiting.signal }));
    await settle(waiting);
  }

  return onLink<Focuser>(link, {
    kind: 'focuser',
    capabilities,
    read: ({ signal }) =>
      link.watched(async () => {
        const [at, moving, temperature] = await Promise.all([
          position(signal),
          client.isMoving({ signal }),
          link.optional('Temperature', () => client.temperature({ signal })),
        ]);
        return { position: at, moving, temperature };
      }),
    moveTo: (target, waiting) =>
      link.watched(() => {
        const { maxPosition, maxMove } = capabilities();
        if (!Number.isInteger(target) || target < 0 || target > maxPosition)
          throw new InvalidInput(`The focuser moves from 0 to ${maxPosition}, not to ${target}`, 'position');
        const { signal } = waiting;
        const steps = async () => {
          for (let at = await position(signal); at !== target; ) {
            const next = Math.max(at - maxMove, Math.min(at + maxMove, target));
            const move = async () => {
              await client.move(absolute ? next : next - at, { signal });
              await settle(waiting);
            };
            await (absolute ? move() : counted.count(next - at, move));
            const stands = await position(signal);
            // Motors end a step or two beside; one that stands elsewhere has hit something or was stopped by hand.
            if (Math.abs(stands - next) > Math.max(10, Math.abs(next - at) / 50))
              throw new DeviceError(`The focuser stands at ${stands} and was sent to ${next}`, 'position');
            if (next === target) return;
            at = next;
          }
        };
        return uncompensated(() => stopFirst(waiting, halt, steps), signal);
      }),
    halt: (waiting) => link.watched(() => halt(waiting)),
  });
}
