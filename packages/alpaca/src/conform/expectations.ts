/**
 * What each property of each device may say: its range, the errors it may answer instead, the Can property that decides
 * whether it works, and which values must be refused when it is written. Everything that is not listed must simply be
 * readable. Ranges are those of ASCOM's interface definitions, or what physics allows.
 */
import type { AlpacaErrorName } from '../alpacaError.ts';
import type { DeviceType } from '../deviceTypes.ts';

export interface Expectation {
  /** Both ends allowed. A name is the property that gives the limit. */
  readonly range?: readonly [number, number | string];
  /** Errors that are right answers too. */
  readonly may?: readonly AlpacaErrorName[];
  /** The Can property that says whether it works; when it is false, 0x400 is the right answer. */
  readonly when?: string;
  /** How writing is tried. 'same' writes back what was read; a list is written in turn, then what was read. */
  readonly write?: {
    readonly good?: 'same' | readonly (number | boolean)[];
    readonly bad?: readonly number[];
    /** Decides whether it can be written, where that is another property than `when`. */
    readonly when?: string;
    readonly tolerance?: number;
  };
  /** Read only by the functional checks, because its meaning depends on what has been done. */
  readonly functional?: true;
}

const optional: Expectation = { may: ['notImplemented'] };
const optionalRange = (low: number, high: number | string): Expectation => ({
  range: [low, high],
  may: ['notImplemented'],
});
const anytime = { good: 'same' } as const;

export const expectations: { readonly [T in DeviceType]: { readonly [member: string]: Expectation } } = {
  camera: {
    BayerOffsetX: optionalRange(0, 15),
    BayerOffsetY: optionalRange(0, 15),
    BinX: { range: [1, 'MaxBinX'], write: { good: 'same', bad: [0, -1] } },
    BinY: { range: [1, 'MaxBinY'], write: { good: 'same', bad: [0, -1] } },
    CameraXSize: { range: [1, 1e6] },
    CameraYSize: { range: [1, 1e6] },
    CCDTemperature: optionalRange(-273.15, 100),
    CoolerOn: { may: ['notImplemented'], write: anytime },
    CoolerPower: { range: [0, 100], when: 'CanGetCoolerPower' },
    ElectronsPerADU: optionalRange(1e-6, 1e6),
    ExposureMax: { range: [1e-6, 1e9] },
    ExposureMin: { range: [0, 'ExposureMax'] },
    ExposureResolution: { range: [0, 'ExposureMax'] },
    FastReadout: { when: 'CanFastReadout', write: anytime },
    FullWellCapacity: optionalRange(0, 1e9),
    Gain: { may: ['notImplemented'], write: anytime },
    GainMax: optional,
    GainMin: optional,
    Gains: optional,
    HeatSinkTemperature: optionalRange(-273.15, 200),
    ImageArray: { functional: true },
    ImageArrayVariant: { functional: true },
    ImageReady: { functional: true },
    IsPulseGuiding: { when: 'CanPulseGuide' },
    LastExposureDuration: { range: [0, 1e9], may: ['notImplemented', 'invalidOperation', 'valueNotSet'] },
    LastExposureStartTime: { may: ['notImplemented', 'invalidOperation', 'valueNotSet'] },
    MaxADU: { range: [1, 2 ** 31] },
    MaxBinX: { range: [1, 255] },
    MaxBinY: { range: [1, 255] },
    NumX: { range: [1, 'CameraXSize'], write: anytime },
    NumY: { range: [1, 'CameraYSize'], write: anytime },
    Offset: { may: ['notImplemented'], write: anytime },
    OffsetMax: optional,
    OffsetMin: optional,
    Offsets: optional,
    PercentCompleted: { range: [0, 100], may: ['notImplemented', 'invalidOperation'] },
    PixelSizeX: { range: [0.01, 10_000] },
    PixelSizeY: { range: [0.01, 10_000] },
    ReadoutMode: { range: [0, 1000], may: ['notImplemented'], write: { good: 'same', bad: [-1] } },
    ReadoutModes: optional,
    SensorName: optional,
    SensorType: optional,
    SetCCDTemperature: {
      range: [-273.15, 100],
      when: 'CanSetCCDTemperature',
      write: { good: [-5, 0], bad: [-300, 1000] },
    },
    StartX: { range: [0, 'CameraXSize'], write: anytime },
    StartY: { range: [0, 'CameraYSize'], write: anytime },
    SubExposureDuration: { may: ['notImplemented'], write: anytime },
  },
  coverCalibrator: {
    Brightness: { range: [0, 'MaxBrightness'], may: ['notImplemented'] },
    MaxBrightness: optionalRange(1, 2 ** 31),
  },
  dome: {
    Altitude: { range: [0, 90], may: ['notImplemented', 'invalidOperation'] },
    AtHome: { when: 'CanFindHome', may: ['notImplemented'] },
    AtPark: { when: 'CanPark', may: ['notImplemented'] },
    Azimuth: { range: [0, 360], may: ['notImplemented', 'invalidOperation'] },
    ShutterStatus: { may: ['notImplemented'] },
    Slaved: { write: { good: 'same', when: 'CanSlave' } },
  },
  filterWheel: { Position: { range: [-1, 1000] } },
  focuser: {
    MaxIncrement: { range: [1, 2 ** 31] },
    MaxStep: { range: [1, 2 ** 31] },
    Position: { range: [0, 'MaxStep'], when: 'Absolute' },
    StepSize: optionalRange(0, 1e6),
    TempComp: { write: { good: 'same', when: 'TempCompAvailable' } },
    Temperature: optionalRange(-100, 100),
  },
  observingConditions: {
    AveragePeriod: { range: [0, 100_000], write: { good: 'same', bad: [-1, -2] } },
    CloudCover: optionalRange(0, 100),
    DewPoint: optionalRange(-273.15, 100),
    Humidity: optionalRange(0, 100),
    Pressure: optionalRange(0, 1100),
    RainRate: optionalRange(0, 20_000),
    SkyBrightness: optionalRange(0, 1e6),
    SkyQuality: optionalRange(-20, 30),
    SkyTemperature: optionalRange(-273.15, 100),
    StarFWHM: optionalRange(0, 1000),
    Temperature: optionalRange(-273.15, 100),
    WindDirection: optionalRange(0, 360),
    WindGust: optionalRange(0, 1000),
    WindSpeed: optionalRange(0, 1000),
  },
  rotator: {
    MechanicalPosition: optionalRange(0, 360),
    Position: { range: [0, 360] },
    Reverse: { when: 'CanReverse', write: anytime },
    StepSize: optionalRange(0, 360),
    TargetPosition: { range: [0, 360] },
  },
  safetyMonitor: {},
  switch: { MaxSwitch: { range: [1, 1e6] } },
  telescope: {
    Altitude: optionalRange(-90, 90),
    ApertureArea: optionalRange(0, 1e4),
    ApertureDiameter: optionalRange(0, 100),
    Azimuth: optionalRange(0, 360),
    Declination: { range: [-90, 90] },
    DeclinationRate: { may: ['notImplemented'], write: { good: 'same', when: 'CanSetDeclinationRate' } },
    DoesRefraction: { may: ['notImplemented'] },
    FocalLength: optionalRange(0, 1000),
    GuideRateDeclination: {
      range: [0, 1],
      when: 'CanSetGuideRates',
      may: ['notImplemented'],
      write: { good: 'same', when: 'CanSetGuideRates', tolerance: 1e-6 },
    },
    GuideRateRightAscension: {
      range: [0, 1],
      when: 'CanSetGuideRates',
      may: ['notImplemented'],
      write: { good: 'same', when: 'CanSetGuideRates', tolerance: 1e-6 },
    },
    IsPulseGuiding: { when: 'CanPulseGuide' },
    RightAscension: { range: [0, 24] },
    RightAscensionRate: { may: ['notImplemented'], write: { good: 'same', when: 'CanSetRightAscensionRate' } },
    SideOfPier: { may: ['notImplemented'] },
    SiderealTime: { range: [0, 24] },
    SiteElevation: { range: [-300, 10_000], may: ['notImplemented'], write: { good: 'same', bad: [-301, 10_001] } },
    SiteLatitude: { range: [-90, 90], may: ['notImplemented'], write: { good: 'same', bad: [-91, 91] } },
    SiteLongitude: { range: [-180, 180], may: ['notImplemented'], write: { good: 'same', bad: [-181, 181] } },
    SlewSettleTime: { range: [0, 1000], may: ['notImplemented'], write: { good: 'same', bad: [-1] } },
    TargetDeclination: {
      range: [-90, 90],
      may: ['notImplemented', 'valueNotSet'],
      write: { good: [1, 2], bad: [-91, 91], tolerance: 1 / 3600 },
    },
    TargetRightAscension: {
      range: [0, 24],
      may: ['notImplemented', 'valueNotSet'],
      write: { good: [1, 2], bad: [-1, 25], tolerance: 1 / 3600 },
    },
    TrackingRate: { may: ['notImplemented'], write: { good: 'same', bad: [5, -1] } },
  },
};
