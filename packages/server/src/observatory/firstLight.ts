import type { Site } from '@uraniborg/devices';
import { firstTarget } from '../rig/firstTarget.ts';
import type { ServedObservatory } from './observatory.ts';

const SECONDS = 2;

/**
 * What a newcomer sees first: the devices connected and, where all of them are simulated, a field of stars. Nothing is
 * touched of an observatory that has a real device. Settles when the frame is there.
 *
 * @param now milliseconds since the Unix epoch
 */
export async function firstLight(
  { store, equipment, handlers, idle, log }: ServedObservatory,
  { site, now }: { site: Site; now: number },
): Promise<void> {
  const used = store.state.devices.filter(({ address }) => address !== '');
  if (used.length === 0 || !used.every(({ address }) => /^\w+:\/\/simulator\//.test(address))) return;
  log('info', store.state.notice);
  // What does not connect says so itself; the camera can do without.
  await equipment.connectAll().catch(() => undefined);
  const { mount } = equipment.rig();
  const field = mount ? firstTarget(now, site) : undefined;
  if (field) {
    await handlers['mount.unpark']({});
    await handlers['mount.slew']({ ra: field.ra, dec: field.dec });
    await idle();
  }
  await handlers['capture.single']({
    ...store.state.capture,
    frameType: 'light',
    seconds: SECONDS,
    object: field?.name ?? '',
    keep: false,
  });
  await idle();
}
