/** The sensor of a camera that has two: what most have, or the guide head beside it. */
export type IndiSensor = 'main' | 'second';

/** Under which names a driver keeps what belongs to one sensor. */
export interface SensorNames {
  readonly image: string;
  readonly exposure: string;
  readonly seconds: string;
  readonly abort: string;
  readonly info: string;
  readonly frame: string;
  readonly binning: string;
  readonly frameType: string;
  readonly compression: string;
}

/** INDI's standard properties of cameras; those of the guide head have the same elements under other names. */
export const sensors: Readonly<Record<IndiSensor, SensorNames>> = {
  main: {
    image: 'CCD1',
    exposure: 'CCD_EXPOSURE',
    seconds: 'CCD_EXPOSURE_VALUE',
    abort: 'CCD_ABORT_EXPOSURE',
    info: 'CCD_INFO',
    frame: 'CCD_FRAME',
    binning: 'CCD_BINNING',
    frameType: 'CCD_FRAME_TYPE',
    compression: 'CCD_COMPRESSION',
  },
  second: {
    image: 'CCD2',
    exposure: 'GUIDER_EXPOSURE',
    seconds: 'GUIDER_EXPOSURE_VALUE',
    abort: 'GUIDER_ABORT_EXPOSURE',
    info: 'GUIDER_INFO',
    frame: 'GUIDER_FRAME',
    binning: 'GUIDER_BINNING',
    frameType: 'GUIDER_FRAME_TYPE',
    compression: 'GUIDER_COMPRESSION',
  },
};
