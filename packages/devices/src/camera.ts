import type { Instant, Pixels, Waiting } from '@uraniborg/core';
import type { Device } from './device.ts';

/** What a camera can do; known once it is connected. What it cannot do is `undefined`, not a surprise later. */
export interface CameraCapabilities {
  /** Unbinned sensor size, pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixel pitch, micrometres, unbinned. Undefined when the driver does not know. */
  readonly pixelSizeUm: { readonly x: number; readonly y: number } | undefined;
  readonly maxBin: { readonly x: number; readonly y: number };
  /** Whether x and y can be binned differently. */
  readonly asymmetricBin: boolean;
  /** Whether a part of the sensor can be read out; a DSLR gives all of it, always. */
  readonly canSubframe: boolean;
  /** Seconds. */
  readonly exposure: { readonly min: number; readonly max: number };
  /** A range of numbers, or the names of fixed values (then a gain is an index into them). */
  readonly gain: ValueRange | ValueNames | undefined;
  readonly offset: ValueRange | ValueNames | undefined;
  /** What the camera makes of an exposure: speeds of reading out, or a DSLR's own choice of raw and JPEG. */
  readonly readoutModes: readonly string[];
  readonly bayer: BayerPattern | undefined;
  readonly canSetTemperature: boolean;
  readonly canAbort: boolean;
  readonly canPulseGuide: boolean;
  readonly hasShutter: boolean;
  readonly maxAdu: number | undefined;
  readonly electronsPerAdu: number | undefined;
  readonly sensorName: string | undefined;
}

export interface ValueRange {
  readonly min: number;
  readonly max: number;
}
export interface ValueNames {
  readonly names: readonly string[];
}
/** The 2x2 pattern of the first full-resolution pixels of the sensor, row by row, and where it starts in the frame. */
export interface BayerPattern {
  readonly pattern: 'RGGB' | 'GRBG' | 'GBRG' | 'BGGR';
  readonly x: number;
  readonly y: number;
}

/** A rectangle in *unbinned* sensor pixels. */
export interface SensorRectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What changes while one looks. */
export interface CameraReading {
  readonly state: 'idle' | 'waiting' | 'exposing' | 'reading' | 'downloading' | 'error';
  /** Degrees Celsius. */
  readonly temperature: number | undefined;
  readonly setpoint: number | undefined;
  readonly coolerOn: boolean | undefined;
  /** Percent. */
  readonly coolerPower: number | undefined;
  readonly gain: number | undefined;
  readonly offset: number | undefined;
}

export interface ExposureRequest {
  readonly seconds: number;
  /** False keeps the shutter closed (dark, bias). */
  readonly light: boolean;
  /** Default 1x1. */
  readonly bin?: { readonly x: number; readonly y: number };
  /** Default: the whole sensor. */
  readonly rectangle?: SensorRectangle;
  readonly gain?: number;
  readonly offset?: number;
  readonly readoutMode?: number;
}

/** How an exposure is getting on. `fraction` is 0 to 1 of the phase, where the device tells it. */
export interface ExposureProgress {
  readonly phase: 'exposing' | 'reading' | 'downloading';
  readonly fraction: number | undefined;
  /** Seconds until the end of the phase, where it can be told. */
  readonly secondsLeft: number | undefined;
}

/** The pixels of one exposure and what the camera said of them. */
export interface Exposed {
  readonly pixels: Pixels;
  readonly start: Instant;
  /** When this computer told the camera to begin. */
  readonly commanded?: Instant | undefined;
  /** As measured by the camera where it says so, else as asked. */
  readonly seconds: number;
  readonly bin: { readonly x: number; readonly y: number };
  /** What was read out, in unbinned sensor pixels. */
  readonly rectangle: SensorRectangle;
  readonly temperature: number | undefined;
  readonly gain: number | undefined;
  readonly offset: number | undefined;
  readonly bayer: BayerPattern | undefined;
  /** Of a camera with that setting instead of a gain. */
  readonly iso?: number | undefined;
  /** Of the lens, where the camera knows it. */
  readonly fStop?: number | undefined;
  /** The file that the camera made of it, as it came, where that was no FITS: a raw file or a picture. */
  readonly native?: NativeFile | undefined;
}

export interface NativeFile {
  readonly bytes: Uint8Array;
  /** ".cr2", ".nef", ".jpg" ... */
  readonly extension: string;
}

export interface Camera extends Device {
  readonly kind: 'camera';
  /** @throws DeviceError when it is not connected */
  capabilities(): CameraCapabilities;
  read(waiting: Waiting): Promise<CameraReading>;
  /**
   * Takes one exposure, whole: sets it up, exposes, reads out and downloads. An abort stops the sensor first and
   * rejects then; the camera is idle afterwards, whatever happened.
   * @throws InvalidInput the request does not fit the camera; DeviceError; TransportError; TimeoutError; AbortedError
   */
  expose(
    request: ExposureRequest,
    waiting: Waiting & { onProgress?: (progress: ExposureProgress) => void },
  ): Promise<Exposed>;
  /**
   * Stops whatever the sensor is doing, whoever began it, and throws the pixels away; settles when the camera is idle.
   * Nothing happens when it is idle already.
   */
  stop(waiting: Waiting): Promise<void>;
  /** Cooler on with a set point in degrees Celsius, or off. Returns when the camera has taken it, not when it is cold. */
  cool(setpoint: number | 'off', waiting: Waiting): Promise<void>;
  /** Guides through the camera's own port; settles when the pulse has ended. `ms` > 0. */
  pulseGuide(direction: GuideDirection, ms: number, waiting: Waiting): Promise<void>;
}

export type GuideDirection = 'north' | 'south' | 'east' | 'west';
