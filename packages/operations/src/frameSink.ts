import type { Instant, Waiting } from '@uraniborg/core';
import type { Direction, Exposed, Site } from '@uraniborg/devices';
import type { CameraRole } from './rig.ts';

export type FrameType = 'light' | 'dark' | 'bias' | 'flat' | 'darkFlat';

/** What was known around an exposure when it began: what its header will say besides the pixels. */
export interface FrameContext {
  readonly frameType: FrameType;
  /** Empty when there is none. */
  readonly object: string;
  /** False for a preview that nobody asked to keep. */
  readonly keep: boolean;
  /** Which of how many, counted from 1, where it is part of a series. */
  readonly ordinal: { readonly index: number; readonly count: number } | undefined;
  readonly requestedSeconds: number;
  readonly camera: CameraRole;
  readonly cameraName: string;
  readonly filter: string | undefined;
  readonly focuser: { readonly position: number; readonly temperature: number | undefined } | undefined;
  readonly mount: MountContext | undefined;
  readonly site: Site | undefined;
}

export interface MountContext extends Direction {
  /** `ra` and `dec` are J2000 degrees, whatever the mount speaks. */
  readonly name: string;
  readonly altitude: number | undefined;
  readonly azimuth: number | undefined;
  readonly pierSide: 'east' | 'west' | undefined;
}

/** What has become of an exposure. */
export interface KeptFrame {
  readonly id: string;
  /** Undefined for a preview that was not written. */
  readonly fileName: string | undefined;
}

/**
 * Takes every finished exposure. When it has settled the frame is safe; when it rejects (disk full) the plan is told
 * and the exposure does not count.
 */
export type FrameSink = (exposed: Exposed, context: FrameContext, waiting: Waiting) => Promise<KeptFrame>;

/** What a plan gets back for an exposure. */
export interface TakenFrame extends KeptFrame {
  readonly start: Instant;
  readonly exposed: Exposed;
}
