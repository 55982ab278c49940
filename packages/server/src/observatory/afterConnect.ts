import type { ProfileOptions, Seat } from '@uraniborg/api';
import { type Clock, isAborted, sentenceOf } from '@uraniborg/core';
import type { Mount } from '@uraniborg/devices';
import { type DeviceAddress, deviceAddress } from '../rig/deviceAddress.ts';
import type { Whereabouts } from '../supervision/lookElsewhere.ts';
import type { CoolingRamp } from './coolingRamp.ts';
import type { Log } from './log.ts';
import type { PlaceKeeper } from './place.ts';
import type { AnyDevice } from './readings.ts';
import type { StateStore } from './stateStore.ts';

interface AfterParts {
  clock: Clock;
  signal: AbortSignal;
  options: () => ProfileOptions;
  place: PlaceKeeper;
  cooling: CoolingRamp;
  whereabouts: Readonly<Partial<Record<DeviceAddress['protocol'], Whereabouts>>>;
  store: StateStore;
  log: Log;
}

/** What is done with a device that a person has just connected, as the options say. */
export async function afterConnect(seat: Seat, device: AnyDevice, parts: AfterParts): Promise<void> {
  const { options, whereabouts, cooling, signal, log } = parts;
  await whereabouts[deviceAddress(device.address).protocol]?.learn(device.address, signal);
  if (device.kind === 'mount') {
    await timeOfMount(device, parts);
    await placeOfMount(device, parts);
  }
  const { onConnect, degreesPerMinute } = options().cooling;
  if (
    seat.role === 'camera' &&
    device.kind === 'camera' &&
    onConnect !== null &&
    device.capabilities().canSetTemperature
  )
    cooling.beginWith(device, onConnect, degreesPerMinute).catch((error) => {
      if (!isAborted(error)) log('error', `The camera is not cooled: ${sentenceOf(error)}`);
    });
}

/** A mount that does not take the time is a warning, no obstacle. */
async function timeOfMount(mount: Mount, { clock, signal, options, log }: AfterParts): Promise<void> {
  if (!options().mount.setTime) return;
  try {
    await mount.setTime(clock.now(), { clock, signal });
  } catch (error) {
    signal.throwIfAborted();
    log('warning', `The mount does not take the time: ${sentenceOf(error)}`);
  }
}

/** Hears the mount, or tells it. A mount that does not want to be told is a warning, no obstacle. */
async function placeOfMount(mount: Mount, { clock, signal, options, place, store, log }: AfterParts): Promise<void> {
  const { siteFrom, mount: wishes } = options();
  const here = store.state.place;
  if (siteFrom !== 'mount' && wishes.setSite && here) {
    try {
      const { latitude, longitude, elevation } = here;
      await mount.setSite({ latitude, longitude, elevation }, { clock, signal });
    } catch (error) {
      signal.throwIfAborted();
      log('warning', `The mount does not take the site: ${sentenceOf(error)}`);
    }
    return;
  }
  const told = await mount.readSite({ clock, signal });
  if (told) place.heard('mount', { name: mount.name, ...told });
}
