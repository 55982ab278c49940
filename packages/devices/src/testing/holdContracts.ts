import type { Camera } from '../camera.ts';
import type { CoverCalibrator } from '../coverCalibrator.ts';
import type { Dome } from '../dome.ts';
import type { FilterWheel } from '../filterWheel.ts';
import type { Focuser } from '../focuser.ts';
import type { Gps } from '../gps.ts';
import type { Mount } from '../mount.ts';
import type { Rotator } from '../rotator.ts';
import type { Safety } from '../safety.ts';
import type { Switches } from '../switches.ts';
import type { Weather } from '../weather.ts';
import { cameraContract } from './cameraContract.ts';
import type { MakeBench } from './contract.ts';
import type { ContractPath, ContractRole } from './contractPaths.ts';
import { coverCalibratorContract } from './coverCalibratorContract.ts';
import { domeContract } from './domeContract.ts';
import { filterWheelContract } from './filterWheelContract.ts';
import { focuserContract } from './focuserContract.ts';
import { gpsContract } from './gpsContract.ts';
import { mountContract } from './mountContract.ts';
import { rotatorContract } from './rotatorContract.ts';
import { safetyContract } from './safetyContract.ts';
import { switchesContract } from './switchesContract.ts';
import { weatherContract } from './weatherContract.ts';

/** What plays each role. */
export interface RoleDevices {
  camera: Camera;
  mount: Mount;
  focuser: Focuser;
  filterWheel: FilterWheel;
  rotator: Rotator;
  dome: Dome;
  coverCalibrator: CoverCalibrator;
  weather: Weather;
  safety: Safety;
  switches: Switches;
  gps: Gps;
}

const contracts = {
  camera: cameraContract,
  mount: mountContract,
  focuser: focuserContract,
  filterWheel: filterWheelContract,
  rotator: rotatorContract,
  dome: domeContract,
  coverCalibrator: coverCalibratorContract,
  weather: weatherContract,
  safety: safetyContract,
  switches: switchesContract,
  gps: gpsContract,
};

/** What a contract may be told of devices that are slow, or known not to do something. */
export type ContractOptions = { readonly [R in ContractRole]?: Parameters<(typeof contracts)[R]>[2] };

/** Registers the tests of every contract that stands in a path, each device on the bench that `bench` makes for it. */
export function holdContracts(
  { devices }: ContractPath,
  bench: <R extends ContractRole>(role: R, device: string) => MakeBench<RoleDevices[R]>,
  options: ContractOptions = {},
): void {
  const hold = <R extends ContractRole>(role: R) => {
    const contract = contracts[role] as (name: string, make: MakeBench<RoleDevices[R]>, options?: object) => void;
    for (const device of devices[role] ?? []) contract(device, bench(role, device), options[role]);
  };
  for (const role of Object.keys(contracts) as ContractRole[]) hold(role);
}
