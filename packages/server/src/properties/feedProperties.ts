import {
  type DriverSentence,
  type OpenProperties,
  type PropertiesEvent,
  type PropertyServer,
  propertiesWish,
} from '@uraniborg/api';
import { type Clock, isAborted } from '@uraniborg/core';
import type { Vector } from '@uraniborg/indi';
import type { BlobShelf } from './blobShelf.ts';
import type { IndiServers } from './indiServers.ts';
import { wireDevice, wireProperty } from './wireProperty.ts';

/** What the feed needs of a WebSocket. */
interface Line {
  readonly bufferedAmount: number;
  send(text: string): void;
  on(event: 'message', listener: (data: unknown) => void): unknown;
}

export interface PropertySources {
  readonly servers: IndiServers;
  readonly blobs: BlobShelf;
}

const INTERVAL_MS = 100;
/** The list of devices is looked at this often; it is sent when it differs. */
const LIST_EVERY = 5;
/** A client that has this much unread gets nothing new until it has read: the newest values are enough for it. */
const MOST_BUFFERED = 1 << 20;
const MOST_SAID = 200;

/**
 * Sends the properties that the other end says it shows, and what changes in them, at most ten times a second, until
 * `signal` aborts. Nothing is sent before it says so.
 */
export async function feedProperties(
  line: Line,
  sources: PropertySources,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  let wake = () => {};
  let watching: Watching | undefined;
  line.on('message', (data) => {
    const wish = propertiesWish.safeParse(json(String(data)));
    if (!wish.success) return;
    const { watch } = wish.data;
    if (!watch) {
      watching?.end();
      watching = undefined;
      return;
    }
    watching ??= watchProperties(sources);
    watching.open(watch.open ?? undefined);
    wake();
  });
  const end = () => wake();
  signal.addEventListener('abort', end);
  try {
    for (let round = 0; ; round++) {
      await clock.sleep(INTERVAL_MS, signal);
      if (!watching) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (signal.aborted || watching) resolve();
        });
      }
      if (signal.aborted) return;
      if (line.bufferedAmount > MOST_BUFFERED) continue;
      const news = watching?.news(round % LIST_EVERY === 0);
      if (news) line.send(JSON.stringify(news));
    }
  } catch (error) {
    if (!isAborted(error)) throw error;
  } finally {
    watching?.end();
    signal.removeEventListener('abort', end);
  }
}

interface Watching {
  open(what: OpenProperties | undefined): void;
  /** What is new since the last time; undefined when nothing is. */
  news(withList: boolean): PropertiesEvent | undefined;
  end(): void;
}

function watchProperties({ servers, blobs }: PropertySources): Watching {
  const letGo = servers.keepOpen();
  let open: OpenProperties | undefined;
  let fresh = false;
  let listSent = '';
  let listDue = true;
  let namesSent = '';
  let changed = new Set<string>();
  let said: DriverSentence[] = [];
  let dropBlobs = () => {};

  const isOpen = (server: string, device: string) => open?.server === server && open.device === device;
  const unwatchBlobs = blobs.watch((server, device, property) => {
    if (isOpen(server, device)) changed.add(property);
  });
  const unwatch = servers.watch((server, event) => {
    if (server === undefined || !event) {
      listDue = true;
      return;
    }
    switch (event.kind) {
      case 'message':
        if (event.device !== undefined && isOpen(server, event.device))
          said = [...said, ...servers.at(server).said(event.device).slice(-1)].slice(-MOST_SAID);
        return;
      case 'changed':
      case 'defined':
        if (isOpen(server, event.vector.device)) changed.add(event.vector.name);
        return;
      default:
        return;
    }
  });

  const inGroup = (): Vector[] => {
    if (open?.group === undefined) return [];
    const properties = servers.all.find(({ address }) => address === open?.server)?.client.devices.get(open.device);
    return [...(properties?.values() ?? [])].filter(({ group }) => group === open?.group);
  };
  const list = (): PropertyServer[] =>
    servers.all.map(({ address, client, problem }) => ({
      address,
      up: client.isUp,
      problem,
      devices: [...client.devices].map(([name, properties]) => wireDevice(name, properties)),
    }));

  return {
    open(what) {
      const sameDevice = what?.server === open?.server && what?.device === open?.device;
      if (!sameDevice || what?.blobs !== open?.blobs) {
        dropBlobs();
        dropBlobs = what?.blobs ? blobs.hold(what.server, what.device) : () => {};
      }
      open = what;
      fresh = true;
    },
    news(withList) {
      const event: PropertiesEvent = { type: 'properties' };
      if (withList || listDue || fresh) {
        const now = list();
        const text = JSON.stringify(now);
        if (text !== listSent || fresh) event.servers = now;
        listSent = text;
        listDue = false;
      }
      if (open) {
        const vectors = inGroup();
        const names = vectors.map(({ name }) => name);
        const { server, device } = open;
        if (fresh || names.join('\0') !== namesSent) event.names = names;
        namesSent = names.join('\0');
        const wanted = vectors.filter(({ name }) => fresh || changed.has(name));
        if (wanted.length > 0 || fresh)
          event.properties = wanted.map((vector) =>
            wireProperty(vector, (element) => {
              const blob = blobs.get(server, device, vector.name, element);
              return blob && { bytes: blob.bytes.length, format: blob.format, at: blob.receivedAt };
            }),
          );
        const log = servers.all.find(({ address }) => address === server);
        if (fresh) event.messages = [...(log?.said(device) ?? [])];
        else if (said.length > 0) event.messages = said;
        if (fresh) Object.assign(event, { open, fresh });
      }
      const silent = Object.keys(event).length === 1;
      fresh = false;
      changed = new Set();
      said = [];
      return silent ? undefined : event;
    },
    end() {
      letGo();
      unwatch();
      unwatchBlobs();
      dropBlobs();
    },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
