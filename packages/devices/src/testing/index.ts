export { type CameraContractOptions, cameraContract } from './cameraContract.ts';
export type { Bench, MakeBench } from './contract.ts';
export { filterWheelContract } from './filterWheelContract.ts';
export { focuserContract } from './focuserContract.ts';
export { type MountContractOptions, mountContract } from './mountContract.ts';
