import { DeviceError, InvalidInput, type Waiting } from '@uraniborg/core';
import { type IndiClient, isOn, numberOf } from '@uraniborg/indi';
import { countedSteps } from '../countedSteps.ts';
import type { Focuser, FocuserCapabilities } from '../focuser.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { finite, indiLink } from './indiLink.ts';

type Positioning = FocuserCapabilities['positioning'];

/** The property by which a focuser of each kind is moved, and its element. */
const MOVES = {
  absolute: ['ABS_FOCUS_POSITION', 'FOCUS_ABSOLUTE_POSITION'],
  counted: ['REL_FOCUS_POSITION', 'FOCUS_RELATIVE_POSITION'],
  timed: ['FOCUS_TIMER', 'FOCUS_TIMER_VALUE'],
} as const satisfies Record<Positioning, readonly [string, string]>;
const KINDS = Object.keys(MOVES) as Positioning[];
const MOVE_LIMIT_MS = 600_000;
const APPEAR_MS = 20_000;
/** Of a focuser that does not say how far it goes. */
const UNKNOWN_RANGE = 100_000;

/**
 * A focuser of an INDI server: one that knows where it stands, one that knows only steps in or out, or one whose motor
 * only runs for a time. The range of the latter two is `maxPosition` steps, or milliseconds, around where it was found.
 */
export function indiFocuser(client: IndiClient, device: string, address: string): Focuser {
  let positioning: Positioning = 'absolute';
  let counter = countedSteps(() => missing());
  const link = indiLink(client, device, address, [], {
    async learn({ clock, signal }) {
      const found = () => KINDS.find((kind) => link.vector(MOVES[kind][0]));
      const what = `${device} to say how it is moved`;
      positioning = await client.waitFor(found, { clock, signal, timeoutMs: APPEAR_MS, what });
      counter = countedSteps(() => clock, positioning === 'timed' ? 1 : undefined);
      counter.begin(maxPosition());
    },
  });

  const most = () => {
    const [property, element] = MOVES[positioning];
    const vector = link.vector(property);
    const most = vector?.type === 'number' ? vector.elements.get(element)?.max : undefined;
    return most !== undefined && most > 0 ? finite(most) : undefined;
  };
  const maxPosition = () => {
    if (positioning === 'timed') return UNKNOWN_RANGE;
    const said = finite(numberOf(link.vector('FOCUS_MAX'), 'FOCUS_MAX_VALUE'));
    return said ?? (positioning === 'absolute' ? (most() ?? 0) : UNKNOWN_RANGE);
  };
  const capabilities = () => {
    link.assertConnected();
    return {
      maxPosition: maxPosition(),
      maxMove: positioning === 'absolute' ? maxPosition() : (most() ?? maxPosition()),
      stepSizeUm: undefined,
      positioning,
      canHalt: link.vector('FOCUS_ABORT_MOTION') !== undefined,
      hasTemperature: link.vector('FOCUS_TEMPERATURE') !== undefined,
      canCompensateTemperature: false,
    };
  };
  const moving = () => KINDS.some((kind) => link.vector(MOVES[kind][0])?.state === 'Busy');
  const position = () =>
    positioning === 'absolute'
      ? Math.round(numberOf(link.vector(MOVES.absolute[0]), MOVES.absolute[1]) ?? Number.NaN)
      : counter.position;

  async function halt(waiting: Waiting): Promise<void> {
    if (link.vector('FOCUS_ABORT_MOTION')) await link.begin('FOCUS_ABORT_MOTION', { ABORT: true }, waiting);
    await link.until(() => (moving() ? undefined : true), 'the focuser to stand still', MOVE_LIMIT_MS, waiting);
  }

  async function toAbsolute(target: number, waiting: Waiting): Promise<void> {
    const [property, element] = MOVES.absolute;
    const from = position();
    if (from === target && !moving()) return;
    await client.change(
      device,
      property,
      { [element]: target },
      {
        ...waiting,
        timeoutMs: MOVE_LIMIT_MS,
        settled: (vector, wasBusy) => wasBusy || numberOf(vector, element) === target,
      },
    );
    // Motors end a step or two beside; one that stands elsewhere has hit something or was stopped by hand.
    if (Math.abs(position() - target) > Math.max(10, Math.abs(target - from) / 50))
      throw new DeviceError(`The focuser stands at ${position()} and was sent to ${target}`, 'position');
  }

  /** In parts, where one move does not go so far. */
  async function byParts(target: number, waiting: Waiting): Promise<void> {
    const [property, element] = MOVES[positioning];
    const { maxMove } = capabilities();
    while (counter.position !== target) {
      const by = Math.max(-maxMove, Math.min(maxMove, target - counter.position));
      await direct(by > 0, waiting);
      await counter.count(by, async () => {
        const begun = waiting.clock.now();
        const options = { ...waiting, timeoutMs: MOVE_LIMIT_MS };
        await client.change(device, property, { [element]: Math.abs(by) }, options);
        // Drivers that say at once that all is well leave the motor running for its time.
        const left = positioning === 'timed' ? Math.abs(by) - (waiting.clock.now() - begun) : 0;
        if (left > 0) await waiting.clock.sleep(left, waiting.signal);
      });
    }
  }

  /** INDI's "inward" is towards smaller positions. */
  async function direct(outward: boolean, waiting: Waiting): Promise<void> {
    const wanted = outward ? 'FOCUS_OUTWARD' : 'FOCUS_INWARD';
    if (isOn(link.vector('FOCUS_MOTION'), wanted)) return;
    await client.change(device, 'FOCUS_MOTION', { [wanted]: true }, waiting);
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
      const { maxPosition: range } = capabilities();
      if (!Number.isInteger(target) || target < 0 || target > range)
        throw new InvalidInput(`The focuser moves from 0 to ${range}, not to ${target}`, 'position');
      const move = positioning === 'absolute' ? toAbsolute : byParts;
      await stopFirst(waiting, halt, () => move(target, waiting));
    },
    async halt(waiting) {
      link.assertConnected();
      await halt(waiting);
    },
  });

  function missing(): never {
    throw new DeviceError(`${device} is not connected`, 'Disconnected');
  }
}
