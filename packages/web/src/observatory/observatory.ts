import type {
  DeviceState,
  FeedEvent,
  ObservatoryState,
  PropertiesEvent,
  PropertiesWish,
  Reading,
  ReadingOf,
  Role,
} from '@uraniborg/api';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { applyEvent, type Known } from './applyEvent.ts';
import { askWho } from './session.ts';
import { shared } from './shared.ts';

/**
 * The observatory as the server tells it, over one WebSocket. Everything on the screen comes from here; nothing is
 * guessed ahead of the server's word.
 */
export type Link = 'connecting' | 'open' | 'lost';

/** The server speaks at least every second; longer silence than this is a dead line that has not been noticed yet. */
const SILENCE_MS = 4000;
const RETRY_MS = [300, 600, 1000, 2000, 3000];

let known: Known | null = null;
let link: Link = 'connecting';
/** When (performance.now) the server last said what time it is, and when it last said anything that counts. */
let timeHeardAt = 0;
let stateHeardAt = 0;
const listeners = new Set<() => void>();
/** What this page wants to see of properties, said again on every new line; and who hears the answers. */
let wish: PropertiesWish | null = null;
let sayWish: () => void = () => {};
const propertyListeners = new Set<(event: PropertiesEvent) => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

/** Says which properties this page shows. */
export function wishFor(next: PropertiesWish): void {
  wish = next;
  sayWish();
}

export function onProperties(listener: (event: PropertiesEvent) => void): () => void {
  propertyListeners.add(listener);
  return () => propertyListeners.delete(listener);
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the page itself brought: the state at the moment it was served. The first message replaces it. */
function stateInPage(): ObservatoryState | undefined {
  const text = document.getElementById('state')?.textContent;
  return text ? (JSON.parse(text) as ObservatoryState) : undefined;
}

/** Opens the line and keeps it open for as long as the page lives. */
export function openObservatory(): void {
  const state = stateInPage();
  if (state) known = { sequence: 0, state };
  timeHeardAt = performance.now();
  stateHeardAt = timeHeardAt;
  let attempt = 0;
  let socket: WebSocket | undefined;
  let heardAt = performance.now();
  let retry: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    clearTimeout(retry);
    socket?.close();
    heardAt = performance.now();
    const mine = new WebSocket(new URL('/api/v1/events', location.href.replace(/^http/, 'ws')));
    socket = mine;
    sayWish = () => {
      if (wish && mine.readyState === WebSocket.OPEN) mine.send(JSON.stringify(wish));
    };
    mine.onmessage = ({ data }) => {
      if (mine !== socket) return;
      heardAt = performance.now();
      const event = JSON.parse(String(data)) as FeedEvent;
      if (event.type === 'properties') {
        for (const listener of propertyListeners) listener(event);
        return;
      }
      if (event.type === 'state') {
        sayWish();
        void askWho();
      }
      const next = applyEvent(known, event);
      if (next === 'gap') return open();
      if (event.type === 'state' || event.parts.time !== undefined) timeHeardAt = heardAt;
      known = next;
      stateHeardAt = heardAt;
      attempt = 0;
      link = 'open';
      changed();
    };
    mine.onclose = () => {
      if (mine !== socket) return;
      lose();
      void reloadWhenNotAdmitted();
    };
  };

  const lose = (): void => {
    socket = undefined;
    if (link === 'open') link = 'lost';
    changed();
    clearTimeout(retry);
    retry = setTimeout(open, RETRY_MS[Math.min(attempt++, RETRY_MS.length - 1)]);
  };

  setInterval(() => {
    if (socket && performance.now() - heardAt > SILENCE_MS) {
      const silent = socket;
      lose();
      silent.close();
    }
  }, 1000);
  addEventListener('online', () => open());
  addEventListener('offline', () => lose());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && !socket) open();
  });
  open();
}

/** A server that asks for its password shows its own page for it; a WebSocket cannot tell that from a dead line. */
async function reloadWhenNotAdmitted(): Promise<void> {
  const answer = await fetch('/api/v1/state').catch(() => null);
  if (answer?.status === 401) location.reload();
}

/** A part of the state, kept current. `select` must return something that stays the same object while it is the same. */
export function useObservatory<T>(select: (state: ObservatoryState) => T): T | undefined {
  return useSyncExternalStore(subscribe, () => (known ? select(known.state) : undefined));
}

export function useLink(): Link {
  return useSyncExternalStore(subscribe, () => link);
}

/** Calls `listener` each time the line is there again after it was lost. */
export function onFoundAgain(listener: () => void): () => void {
  let before = link;
  return subscribe(() => {
    const isFound = link === 'open' && before === 'lost';
    before = link;
    if (isFound) listener();
  });
}

/** Whole seconds since the server last said anything. */
export function useSilence(): number {
  const silence = () => Math.floor((performance.now() - stateHeardAt) / 1000);
  const [seconds, setSeconds] = useState(silence);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(silence()), 500);
    return () => clearInterval(timer);
  });
  return seconds;
}

/** For code outside of components. */
export const observatoryState = (): ObservatoryState | null => known?.state ?? null;

export function useDevice(role: Role): DeviceState | undefined {
  return useObservatory((state) => state.devices.find((device) => device.role === role));
}

/** What the device of a role reads while it is connected. */
export function useReading<K extends Reading['kind'] & Role>(role: K): ReadingOf<K> | null {
  const device = useDevice(role);
  return device?.link === 'on' && device.reading?.kind === role ? (device.reading as ReadingOf<K>) : null;
}

/** The observatory's time now, milliseconds since the Unix epoch, to the second: the server's last word carried on for a moment. */
function observatoryTime(): number | null {
  if (!known) return null;
  const now = known.state.time + Math.min(performance.now() - timeHeardAt, 1500);
  return Math.floor(now / 1000) * 1000;
}

/** The rig without what its devices read, which changes all the time. */
export type RigDevice = Omit<DeviceState, 'reading'>;
let rig: { of: readonly DeviceState[]; is: readonly RigDevice[] } = { of: [], is: [] };

function rigOf({ devices }: ObservatoryState): readonly RigDevice[] {
  if (devices !== rig.of) {
    const bare = devices.map(({ reading: _, ...device }) => device);
    rig = { of: devices, is: shared(rig.is, bare) };
  }
  return rig.is;
}

export const useRig = (): readonly RigDevice[] | undefined => useObservatory(rigOf);

/** The observatory's time in whole seconds, looked at every `everyMs`. */
export function useTime(everyMs = 1000): number | null {
  const [time, setTime] = useState(observatoryTime);
  const heard = useObservatory(() => true) ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first word of the server sets the clock at once
  useEffect(() => {
    const tick = () => setTime(observatoryTime());
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, heard]);
  return time;
}
