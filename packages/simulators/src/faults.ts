/** Everything that goes wrong at a real observatory, as ordinary inputs: now, or at a time set beforehand. */
import { alpacaError } from '@uraniborg/alpaca';
import type { Clock } from '@uraniborg/core';

export type FaultKind =
  /** The cable has come out: the device says that it is not connected, and cannot be connected. */
  | 'disconnected'
  /** No answer comes at all. */
  | 'hang'
  /** Every answer takes `delayMs` more. */
  | 'slow'
  /** Answers, but nonsense. */
  | 'garbage'
  /** Images without any light or bias: all zero. */
  | 'blackFrames';

export interface Fault {
  /** "camera/0", as in the device's address. */
  readonly device: string;
  readonly kind: FaultKind;
  /** Milliseconds since the Unix epoch; default: at once, and until it is taken back. */
  readonly from?: number;
  readonly until?: number;
  /** For 'slow'; default 5000. */
  readonly delayMs?: number;
}

export interface Faults {
  /** @returns takes it back */
  add(fault: Fault): () => void;
  /** Takes back everything, of one device or of all. */
  clear(device?: string): void;
  /** What is wrong with a device now. */
  active(device: string): readonly Fault[];
  /** The same driver with its faults; without power it is as dead as without a cable. */
  wrap<D extends object>(device: string, driver: D, powered?: () => boolean): D;
}

export function createFaults(clock: Clock): Faults {
  let faults: { fault: Fault; gone: Promise<void>; end: () => void }[] = [];
  const active = (device: string) => {
    const time = clock.now();
    return faults.filter(
      ({ fault }) => fault.device === device && time >= (fault.from ?? -Infinity) && time < (fault.until ?? Infinity),
    );
  };
  const remove = (gone: (device: string) => boolean) => {
    for (const { fault, end } of faults) if (gone(fault.device)) end();
    faults = faults.filter(({ fault }) => !gone(fault.device));
  };
  return {
    add(fault) {
      const { promise: gone, resolve: end } = Promise.withResolvers<void>();
      const entry = { fault, gone, end };
      faults = [...faults, entry];
      return () => {
        faults = faults.filter((other) => other !== entry);
        end();
      };
    },
    clear: (device) => remove((other) => device === undefined || other === device),
    active: (device) => active(device).map(({ fault }) => fault),
    wrap<D extends object>(device: string, driver: D, powered: () => boolean = () => true): D {
      let plugged = false;
      const find = (kind: FaultKind) => active(device).find(({ fault }) => fault.kind === kind);
      const checkCable = () => {
        if (!powered()) throw alpacaError('notConnected', `${device} does not answer: it has no power`);
        if (find('disconnected'))
          throw alpacaError('notConnected', `${device} does not answer: its cable has come out`);
      };
      /** Runs `answer` as the present faults let it. */
      const through = (answer: () => unknown): unknown => {
        const hang = find('hang');
        if (hang) {
          const { until } = hang.fault;
          const over = until === undefined ? hang.gone : Promise.race([hang.gone, clock.sleep(until - clock.now())]);
          return over.then(() => through(answer));
        }
        const slow = find('slow');
        if (slow) return clock.sleep(slow.fault.delayMs ?? 5000).then(answer);
        return answer();
      };
      const own: Record<string, (() => unknown) | undefined> = {
        connected: () => through(() => plugged && powered() && !find('disconnected')),
        connect: () =>
          through(() => {
            checkCable();
            const begin: unknown = Reflect.get(driver, 'connect');
            const done = typeof begin === 'function' ? Reflect.apply(begin, driver, []) : undefined;
            return Promise.resolve(done).then(() => {
              plugged = true;
            });
          }),
        disconnect: () =>
          through(() => {
            plugged = false;
            const end: unknown = Reflect.get(driver, 'disconnect');
            return typeof end === 'function' ? Reflect.apply(end, driver, []) : undefined;
          }),
      };
      return new Proxy(driver, {
        has: (target, name) => name in own || Reflect.has(target, name),
        get(target, name) {
          const mine = typeof name === 'string' ? own[name] : undefined;
          if (mine) return mine;
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return (...parameters: unknown[]) =>
            through(() => {
              checkCable();
              const answer: unknown = Reflect.apply(method, target, parameters);
              const spoil = (value: unknown) =>
                spoilt(value, find('garbage') !== undefined, find('blackFrames') !== undefined);
              return answer instanceof Promise ? answer.then(spoil) : spoil(answer);
            });
        },
      });
    },
  };
}

function spoilt(value: unknown, garbage: boolean, black: boolean): unknown {
  if (isImage(value)) {
    if (black) return { ...value, data: new Uint16Array(value.data.length) };
    // A bus with a loose wire: bits that nobody sent.
    return garbage ? { ...value, data: value.data.map((pixel, i) => (pixel * 40503 + i * 30011) & 0xffff) } : value;
  }
  if (!garbage) return value;
  if (typeof value === 'number') return -(value * 8191 + 99_999);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `\u0000\uFFFD${[...value].reverse().join('')}`;
  return value;
}

const isImage = (value: unknown): value is { data: Uint16Array } =>
  typeof value === 'object' && value !== null && 'data' in value && value.data instanceof Uint16Array;
