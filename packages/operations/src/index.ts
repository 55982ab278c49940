export { frameDefect } from './frameDefect.ts';
export type { FrameContext, FrameSink, FrameType, KeptFrame, MountContext, TakenFrame } from './frameSink.ts';
export { createLeases, type Lease, type Leases } from './leases.ts';
export { type Ledger, type LedgerEntry, memoryLedger } from './ledger.ts';
export { diskLimit, horizonLimit, type Limit, type LimitWorld, sunLimit } from './limits.ts';
export { fromMountEquinox, horizontalAt, toMountEquinox } from './mountCoordinates.ts';
export {
  type LogLine,
  type Observatory,
  type Operation,
  type RunningOperation,
  startOperation,
} from './operation.ts';
export {
  awaitReady,
  completed,
  connect,
  cool,
  disconnect,
  expose,
  findHome,
  focuserPosition,
  lightPanel,
  moveCover,
  moveFocuser,
  moveShutter,
  note,
  now,
  type Plan,
  park,
  parkDome,
  type Step,
  selectFilter,
  setSwitch,
  slaveDome,
  slew,
  sync,
  together,
  track,
  turnDome,
  turnRotator,
  undisturbed,
  unpark,
  waitSeconds,
  waitUntil,
} from './plan.ts';
export {
  type CaptureSettings,
  captureLoop,
  captureNeeds,
  captureSeries,
  captureSingle,
} from './plans/captureSeries.ts';
export { coveredSeries } from './plans/coveredSeries.ts';
export { type Patience, persistently } from './plans/persistently.ts';
export { type ShortNightSettings, shortNight, shortNightNeeds } from './plans/shortNight.ts';
export {
  type Problem,
  type Rehearsal,
  type RehearseOptions,
  readableTimetable,
  rehearse,
  type TimetableEntry,
} from './rehearse.ts';
export { type CameraRole, type Rig, type Role, roleNames } from './rig.ts';
export { type Perform, type RunOptions, runPlan, type StepEvent } from './runPlan.ts';
export { standStill, stopEverything } from './standStill.ts';
export type { Progress } from './wholeProgress.ts';
