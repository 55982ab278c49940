import { type Clock, systemClock } from '@uraniborg/core';
import { IndiClient, tcp } from '@uraniborg/indi';
import { indiCamera } from '../indi/indiCamera.ts';
import { indiCoverCalibrator } from '../indi/indiCoverCalibrator.ts';
import { indiDome } from '../indi/indiDome.ts';
import { indiFilterWheel } from '../indi/indiFilterWheel.ts';
import { indiFocuser } from '../indi/indiFocuser.ts';
import { indiGps } from '../indi/indiGps.ts';
import { indiMount } from '../indi/indiMount.ts';
import { indiRotator } from '../indi/indiRotator.ts';
import { indiSafety } from '../indi/indiSafety.ts';
import { indiSwitches } from '../indi/indiSwitches.ts';
import { indiWeather } from '../indi/indiWeather.ts';
import type { MakeBench } from './contract.ts';
import { type ContractRole, SECOND_SENSOR } from './contractPaths.ts';
import type { RoleDevices } from './holdContracts.ts';

type Adapter<D> = (client: IndiClient, device: string, address: string) => D;

/** The adapter of every role over INDI. */
export const indiAdapters: { readonly [R in ContractRole]: Adapter<RoleDevices[R]> } = {
  camera: (client, name, address) =>
    name.endsWith(SECOND_SENSOR)
      ? indiCamera(client, name.slice(0, -SECOND_SENSOR.length), address, { sensor: 'second' })
      : indiCamera(client, name, address),
  mount: indiMount,
  focuser: indiFocuser,
  filterWheel: indiFilterWheel,
  rotator: indiRotator,
  dome: indiDome,
  coverCalibrator: indiCoverCalibrator,
  weather: indiWeather,
  safety: indiSafety,
  switches: indiSwitches,
  gps: indiGps,
};

/** Devices of a server on real sockets in real, or scaled, time. The server is looked up when a test begins. */
export function indiBench(server: () => { readonly host: string; readonly port: number }, clock: Clock = systemClock) {
  return <R extends ContractRole>(role: R, name: string): MakeBench<RoleDevices[R]> =>
    async () => {
      const { host, port } = server();
      const client = new IndiClient({ connect: tcp({ host, port }), clock });
      return {
        device: indiAdapters[role](client, name, `indi://${host}:${port}/${encodeURIComponent(name)}`),
        clock,
        run: (work) => work,
        end: async () => client.close(),
      };
    };
}
