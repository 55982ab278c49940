export { alpacaCamera } from './alpaca/alpacaCamera.ts';
export { alpacaCoverCalibrator } from './alpaca/alpacaCoverCalibrator.ts';
export { alpacaDome } from './alpaca/alpacaDome.ts';
export { alpacaFilterWheel } from './alpaca/alpacaFilterWheel.ts';
export { alpacaFocuser } from './alpaca/alpacaFocuser.ts';
export { alpacaMount } from './alpaca/alpacaMount.ts';
export { alpacaRotator } from './alpaca/alpacaRotator.ts';
export { alpacaSafety } from './alpaca/alpacaSafety.ts';
export { alpacaSwitches } from './alpaca/alpacaSwitches.ts';
export { alpacaWeather } from './alpaca/alpacaWeather.ts';
export { type HandFilterWheelOptions, handFilterWheel } from './byHand/handFilterWheel.ts';
export type {
  BayerPattern,
  Camera,
  CameraCapabilities,
  CameraReading,
  Exposed,
  ExposureProgress,
  ExposureRequest,
  GuideDirection,
  NativeFile,
  SensorRectangle,
  ValueNames,
  ValueRange,
} from './camera.ts';
export type { CoverCalibrator, CoverCalibratorCapabilities, CoverCalibratorReading } from './coverCalibrator.ts';
export type { Device } from './device.ts';
export type { Dome, DomeCapabilities, DomeReading, ShutterState } from './dome.ts';
export type { Filter, FilterWheel, FilterWheelCapabilities, FilterWheelReading } from './filterWheel.ts';
export type { Focuser, FocuserCapabilities, FocuserReading } from './focuser.ts';
export type { Gps, GpsReading } from './gps.ts';
export type { Guider, GuiderReading, GuiderState } from './guider.ts';
export type { Guided, GuideHistory, GuideSample } from './guiding/guideHistory.ts';
export { guideHistory } from './guiding/guideHistory.ts';
export type { FrameFolder } from './indi/frameFolder.ts';
export type { DecodeFile } from './indi/frameOfBlob.ts';
export { indiCamera } from './indi/indiCamera.ts';
export { indiCoverCalibrator } from './indi/indiCoverCalibrator.ts';
export { indiDome } from './indi/indiDome.ts';
export { indiFilterWheel } from './indi/indiFilterWheel.ts';
export { indiFocuser } from './indi/indiFocuser.ts';
export { indiGps } from './indi/indiGps.ts';
export { indiMount } from './indi/indiMount.ts';
export { indiRotator } from './indi/indiRotator.ts';
export { indiSafety } from './indi/indiSafety.ts';
export type { IndiSensor } from './indi/indiSensor.ts';
export { indiSwitches } from './indi/indiSwitches.ts';
export { indiWatchdog } from './indi/indiWatchdog.ts';
export { indiWeather } from './indi/indiWeather.ts';
export type { Direction, Mount, MountCapabilities, MountReading, Site } from './mount.ts';
export { phd2Guider } from './phd2/phd2Guider.ts';
export type { Rotator, RotatorCapabilities, RotatorReading } from './rotator.ts';
export type { Safety, SafetyReading } from './safety.ts';
export { standGuard } from './standGuard.ts';
export { implausible } from './supervisor/implausible.ts';
export { type PowerCycleOptions, powerCycle } from './supervisor/powerCycle.ts';
export {
  type LinkStatus,
  type Remedy,
  type Supervised,
  type SuperviseOptions,
  supervise,
} from './supervisor/supervise.ts';
export type { SwitchDescription, Switches, SwitchesCapabilities, SwitchesReading } from './switches.ts';
export type { Watchdog, WatchdogCapabilities, WatchdogOrder, WatchdogReading } from './watchdog.ts';
export type { Weather, WeatherCapabilities, WeatherQuantity, WeatherReading } from './weather.ts';
