import type { ProfileOptions } from '@uraniborg/api';
import { type Clock, isAborted, sentenceOf } from '@uraniborg/core';
import { standGuard, type Watchdog, type WatchdogOrder } from '@uraniborg/devices';
import type { DeviceLink } from '../observatory/deviceLink.ts';
import type { Log } from '../observatory/log.ts';
import type { StateStore } from '../observatory/stateStore.ts';
import { deviceAddress } from '../rig/deviceAddress.ts';

export interface WatchdogParts {
  readonly store: StateStore;
  readonly link: (role: 'watchdog' | 'mount' | 'dome') => DeviceLink;
  readonly options: () => ProfileOptions['watchdog'];
  readonly clock: Clock;
  /** The program ends: the watchdog is not disarmed by that, but by being disconnected. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Keeps the watchdog of the rig quiet from the moment when it is connected until it is disconnected. What it is to park
 * follows the profile and the rig: it is told anew when they change.
 *
 * @returns looks whether something has changed; called when the options have
 */
export function watchdogGuard({ store, link, options, clock, signal, log }: WatchdogParts): () => void {
  let guard: { readonly text: string; readonly leave: AbortController } | undefined;
  let last: Promise<void> = Promise.resolve();

  const follow = () => {
    const { state } = link('watchdog');
    const wanted = state.link !== 'off' && state.address !== '';
    const watchdog = link('watchdog').device;
    const order = wanted ? orderOf(options(), state.address, addressesOf(link)) : undefined;
    const text = order ? JSON.stringify([state.address, order]) : '';
    // One that is lost is guarded still: it may come back.
    if (text === (guard?.text ?? '') || (order && watchdog?.kind !== 'watchdog')) return;
    guard?.leave.abort();
    guard = undefined;
    if (!order || watchdog?.kind !== 'watchdog') return;
    const begun = { text, leave: new AbortController() };
    guard = begun;
    const within = AbortSignal.any([signal, begun.leave.signal]);
    last = last.then(() => stand(watchdog, order, within));
  };

  async function stand(watchdog: Watchdog, order: WatchdogOrder, within: AbortSignal): Promise<void> {
    if (within.aborted) return;
    const parks = [order.mount, order.dome].filter((name) => name !== undefined).join(' and ');
    if (parks === '') {
      log('error', `${watchdog.name} has nothing to park: the mount and the dome are not on its INDI server`);
      return;
    }
    log('info', `${watchdog.name} parks ${parks} when nothing is heard of this program for ${order.seconds} s`);
    const onTrouble = (error: unknown) => log('warning', `The watchdog was not reached: ${sentenceOf(error)}`);
    try {
      await standGuard(watchdog, order, { clock, signal: within, onTrouble });
    } catch (error) {
      if (!isAborted(error)) log('error', `The watchdog does not watch: ${sentenceOf(error)}`);
    }
  }

  store.watch((changed) => {
    if (changed.includes('devices')) follow();
  });
  return follow;
}

const addressesOf = (link: WatchdogParts['link']) => ({
  mount: link('mount').state.address,
  dome: link('dome').state.address,
});

/** It reaches the devices of its own server only. */
function orderOf(
  { minutes, parkMount, parkDome }: ProfileOptions['watchdog'],
  address: string,
  { mount, dome }: { readonly mount: string; readonly dome: string },
): WatchdogOrder {
  const here = (other: string) => {
    if (other === '' || new URL(other).host !== new URL(address).host) return undefined;
    const where = deviceAddress(other);
    return where.protocol === 'indi' ? where.device : undefined;
  };
  return {
    seconds: Math.max(1, Math.round(minutes * 60)),
    mount: parkMount ? here(mount) : undefined,
    dome: parkDome ? here(dome) : undefined,
  };
}
