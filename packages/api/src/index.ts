export { type CaptureSettings, captureSettings, type FrameType, frameType } from './capture.ts';
export {
  type ApiError,
  apiError,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  type Commands,
  commands,
  type DiscoveredDevice,
  discoveredDevice,
  type SkyObject,
  skyObject,
} from './commands.ts';
export { pixelHeaders, type ServerEvent } from './events.ts';
export { type FrameImageFacts, frameImage } from './frameImage.ts';
export {
  type DeviceChoice,
  deviceChoice,
  type OptionsChange,
  optionsChange,
  type Profile,
  type ProfileOptions,
  type ProfileSite,
  type ProfileSummary,
  type ProfilesState,
  profile,
  profileOptions,
  profileSummary,
  profilesState,
  type SwitchesChoice,
  site,
  switchesChoice,
} from './profile.ts';
export { type Reading, type ReadingOf, reading } from './reading.ts';
export { type Role, role, type Seat, type SingleRole, seat, singleRole } from './role.ts';
export {
  type Activity,
  activity,
  type DeviceState,
  deviceState,
  type FrameQuality,
  type FrameSummary,
  frameQuality,
  frameSummary,
  type LogEntry,
  logEntry,
  type ObservatoryState,
  observatoryState,
  type Place,
  place,
  type QualityFlag,
  qualityFlag,
  type Verdict,
  verdict,
} from './state.ts';
