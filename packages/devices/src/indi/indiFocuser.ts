import { DeviceError, InvalidInput, type Waiting } from '@uraniborg/core';
import { type IndiClient, numberOf } from '@uraniborg/indi';
import type { Focuser } from '../focuser.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { finite, indiLink } from './indiLink.ts';

const POSITION = 'ABS_FOCUS_POSITION';
const STEPS = 'FOCUS_ABSOLUTE_POSITION';
const MOVE_LIMIT_MS = 600_000;

/** A focuser of an INDI server that knows absolute positions. */
export function indiFocuser(client: IndiClient, device: string, address: string): Focuser {
  const link = indiLink(client, device, address, [POSITION]);

  const maxPosition = () => {
    const vector = link.vector(POSITION);
    const most = vector?.type === 'number' ? vector.elements.get(STEPS)?.max : undefined;
    return finite(numberOf(link.vector('FOCUS_MAX'), 'FOCUS_MAX_VALUE')) ?? finite(most) ?? 0;
  };
  const capabilities = () => {
    link.assertConnected();
    return {
      maxPosition: maxPosition(),
      maxMove: maxPosition(),
      stepSizeUm: undefined,
      canHalt: link.vector('FOCUS_ABORT_MOTION') !== undefined,
      hasTemperature: link.vector('FOCUS_TEMPERATURE') !== undefined,
      canCompensateTemperature: false,
    };
  };
  const moving = () => link.vector(POSITION)?.state === 'Busy' || link.vector('REL_FOCUS_POSITION')?.state === 'Busy';
  const position = () => Math.round(numberOf(link.vector(POSITION), STEPS) ?? Number.NaN);

  async function halt(waiting: Waiting): Promise<void> {
    if (link.vector('FOCUS_ABORT_MOTION')) await link.begin('FOCUS_ABORT_MOTION', { ABORT: true }, waiting);
    await link.until(() => (moving() ? undefined : true), 'the focuser to stand still', MOVE_LIMIT_MS, waiting);
  }

  return onLink<Focuser>(link, {
    kind: 'focuser',
    capabilities,
    async read() {
      link.assertConnected();
      const temperature = finite(numberOf(link.vector('FOCUS_TEMPERATURE'), 'TEMPERATURE'));
      return { position: position(), moving: moving(), temperature };
    },
    async moveTo(target, waiting) {
      const { maxPosition: most } = capabilities();
      if (!Number.isInteger(target) || target < 0 || target > most)
        throw new InvalidInput(`The focuser moves from 0 to ${most}, not to ${target}`, 'position');
      await stopFirst(waiting, halt, async () => {
        const from = position();
        if (from === target && !moving()) return;
        await client.change(
          device,
          POSITION,
          { [STEPS]: target },
          {
            ...waiting,
            timeoutMs: MOVE_LIMIT_MS,
            settled: (vector, wasBusy) => wasBusy || numberOf(vector, STEPS) === target,
          },
        );
        // Motors end a step or two beside; one that stands elsewhere has hit something or was stopped by hand.
        if (Math.abs(position() - target) > Math.max(10, Math.abs(target - from) / 50))
          throw new DeviceError(`The focuser stands at ${position()} and was sent to ${target}`, 'position');
      });
    },
    async halt(waiting) {
      link.assertConnected();
      await halt(waiting);
    },
  });
}
