/** The simulated observatory over INDI: the same drivers, and so the same world, as over Alpaca. */
import type { ServedDevice } from '@uraniborg/alpaca';
import type { Clock } from '@uraniborg/core';
import type { PropertyServer } from '@uraniborg/indi';
import { offerIndiCamera } from './indiCameraDevice.ts';
import { offerIndiFilterWheel } from './indiFilterWheelDevice.ts';
import { offerIndiFocuser } from './indiFocuserDevice.ts';
import { offerIndiMount } from './indiMountDevice.ts';

/**
 * Offers the cameras, the mount, the focuser and the filter wheel of `devices` under their names, with INDI's standard
 * properties: what serves `server` (serveTcp, serveStdio) makes them an INDI server. Other types are left out.
 */
export function offerOverIndi(server: PropertyServer, devices: readonly ServedDevice[], clock: Clock): void {
  for (const { type, name, driver } of devices) {
    if (type === 'camera') offerIndiCamera(server, clock, name, driver);
    else if (type === 'telescope') offerIndiMount(server, clock, name, driver);
    else if (type === 'focuser') offerIndiFocuser(server, clock, name, driver);
    else if (type === 'filterWheel') offerIndiFilterWheel(server, clock, name, driver);
  }
}
