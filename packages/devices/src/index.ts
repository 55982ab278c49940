export { alpacaCamera } from './alpaca/alpacaCamera.ts';
export { alpacaFilterWheel } from './alpaca/alpacaFilterWheel.ts';
export { alpacaFocuser } from './alpaca/alpacaFocuser.ts';
export { alpacaMount } from './alpaca/alpacaMount.ts';
export type {
  BayerPattern,
  Camera,
  CameraCapabilities,
  CameraReading,
  Exposed,
  ExposureProgress,
  ExposureRequest,
  GuideDirection,
  SensorRectangle,
  ValueNames,
  ValueRange,
} from './camera.ts';
export type { Device } from './device.ts';
export type { Filter, FilterWheel, FilterWheelCapabilities, FilterWheelReading } from './filterWheel.ts';
export type { Focuser, FocuserCapabilities, FocuserReading } from './focuser.ts';
export { indiCamera } from './indi/indiCamera.ts';
export { indiFilterWheel } from './indi/indiFilterWheel.ts';
export { indiFocuser } from './indi/indiFocuser.ts';
export { indiMount } from './indi/indiMount.ts';
export type { Direction, Mount, MountCapabilities, MountReading, Site } from './mount.ts';
