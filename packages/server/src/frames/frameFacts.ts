import type { ProfileOptions, Reading } from '@uraniborg/api';
import { airMass } from '@uraniborg/astrometry';
import { instantMs } from '@uraniborg/core';
import type { CameraCapabilities, Exposed, Guider, MountCapabilities } from '@uraniborg/devices';
import type { FrameFacts, NameFacts, WeatherFacts } from '@uraniborg/formats';
import type { FrameContext } from '@uraniborg/operations';

/** What the header of a frame is made of: the exposure, and what was known around it. */
export function frameFacts(
  exposed: Exposed,
  context: FrameContext,
  around: {
    camera: CameraCapabilities | undefined;
    mount: MountCapabilities | undefined;
    guider?: Pick<Guider, 'during'> | undefined;
    range: { min: number; max: number };
    /** By how much the camera's values were divided. */
    divided: number;
    /** Milliseconds since the Unix epoch: when the file is made. */
    now: number;
    software: string;
    options?: ProfileOptions | undefined;
    weather?: WeatherFacts | undefined;
  },
): FrameFacts {
  const { mount, site } = context;
  const { camera } = around;
  // What a person says of the telescope and its camera is said of the main ones.
  const options = context.camera === 'camera' ? around.options : withoutOptics(around.options);
  return {
    software: around.software,
    written: { ns: BigInt(Math.floor(around.now)) * 1_000_000n },
    observatory: {
      ...(site && { latitude: site.latitude, longitude: site.longitude, elevation: site.elevation }),
      name: options?.site?.name || undefined,
      observer: options?.observer || undefined,
    },
    camera: {
      name: context.cameraName,
      nickname: options?.camera.name || undefined,
      // The gain of a DSLR is its place among the ISO values, which says nothing to others.
      gain: exposed.iso === undefined ? exposed.gain : undefined,
      iso: exposed.iso,
      fStop: exposed.fStop,
      offset: exposed.offset,
      electronsPerAdu: camera?.electronsPerAdu && camera.electronsPerAdu * around.divided,
      pixelSizeUm: camera?.pixelSizeUm,
      bin: exposed.bin,
      bayer: exposed.bayer,
      temperature: rounded(exposed.temperature, 2),
      rectangle: exposed.rectangle,
      sensor: camera,
    },
    filter: context.filter,
    object: context.object || undefined,
    frameType: context.frameType,
    exposure: { at: exposed.start, seconds: exposed.seconds, requestedSeconds: context.requestedSeconds },
    telescope: {
      name: options?.telescope.name || mount?.name,
      focalLengthMm:
        options?.telescope.focalLengthMm ?? (context.camera === 'camera' ? around.mount?.focalLengthMm : undefined),
    },
    focuser: context.focuser && {
      position: context.focuser.position,
      temperature: rounded(context.focuser.temperature, 2),
    },
    pointing: mount && {
      ra: mount.ra,
      dec: mount.dec,
      azimuth: rounded(mount.azimuth, 4),
      altitude: rounded(mount.altitude, 4),
      airmass: mount.altitude !== undefined && mount.altitude > 0 ? rounded(airMass(mount.altitude), 4) : undefined,
      pierSide: mount.pierSide,
    },
    guiding: guidingFacts(exposed, context, around.guider),
    weather: around.weather,
    range: around.range,
  };
}

/** What its file is named after. The night is that of the site's own clock, whatever zone the computer is set to. */
export function nameFacts(exposed: Omit<Exposed, 'pixels'>, context: FrameContext): NameFacts {
  const { site, focuser, mount } = context;
  return {
    frameType: context.frameType,
    object: context.object,
    filter: context.filter,
    seconds: exposed.seconds,
    bin: exposed.bin,
    temperature: exposed.temperature,
    start: exposed.start,
    utcOffsetMinutes: Math.round((site?.longitude ?? 0) * 4),
    gain: exposed.gain,
    offset: exposed.offset,
    focusPosition: focuser?.position,
    pierSide: mount?.pierSide,
  };
}

/** Of lights of the main camera. What a guider says has the time of this computer, whatever the camera's clock says. */
function guidingFacts(
  { commanded, start, seconds }: Exposed,
  { camera, frameType }: FrameContext,
  guider: Pick<Guider, 'during'> | undefined,
): FrameFacts['guiding'] {
  if (camera !== 'camera' || frameType !== 'light') return undefined;
  const begun = instantMs(commanded ?? start);
  return guider?.during(begun, begun + seconds * 1000);
}

/** The last word of the weather station, as a header has it. */
export function weatherFacts(reading: Reading | null | undefined): WeatherFacts | undefined {
  if (reading?.kind !== 'weather') return undefined;
  return {
    cloudCover: reading.cloudCoverPercent ?? undefined,
    temperature: reading.temperature ?? undefined,
    dewPoint: reading.dewPoint ?? undefined,
    humidity: reading.humidityPercent ?? undefined,
    pressure: reading.pressureHpa ?? undefined,
    rainRate: reading.rainMmPerHour ?? undefined,
    windDirection: reading.windDirection ?? undefined,
    windGust: reading.windGust ?? undefined,
    windSpeed: reading.windSpeed ?? undefined,
    skyBrightness: reading.skyBrightnessLux ?? undefined,
    skyQuality: reading.skyQuality ?? undefined,
    skyTemperature: reading.skyTemperature ?? undefined,
    starFwhm: reading.seeingArcsec ?? undefined,
  };
}

function rounded(value: number | undefined, digits: number): number | undefined {
  return value === undefined ? undefined : Number(value.toFixed(digits));
}

function withoutOptics(options: ProfileOptions | undefined): ProfileOptions | undefined {
  return (
    options && {
      ...options,
      camera: { ...options.camera, name: '' },
      telescope: { name: '', focalLengthMm: null, apertureMm: null },
    }
  );
}
