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
export type { Direction, Mount, MountCapabilities, MountReading, Site } from './mount.ts';
