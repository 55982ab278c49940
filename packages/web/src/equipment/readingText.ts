import type { Reading, ReadingOf } from '@uraniborg/api';
import { formatDeclination, formatRightAscension } from '@uraniborg/core';
import { numberText } from '../parts/quantities.ts';
import { weatherText } from './weatherText.ts';

/** What a device reads, in a few words each. */
export function readingText(reading: Reading): { name: string; text: string }[] {
  switch (reading.kind) {
    case 'camera':
      return [
        { name: 'sensor', text: `${reading.width} × ${reading.height}` },
        ...temperature(reading.temperature),
        ...(reading.gain === null
          ? []
          : [{ name: 'gain', text: reading.gainNames?.[reading.gain] ?? `${reading.gain}` }]),
        { name: 'now', text: reading.state },
      ];
    case 'mount':
      return [
        { name: 'RA', text: formatRightAscension(reading.ra, { digits: 0, separators: 'hms' }) },
        { name: 'Dec', text: formatDeclination(reading.dec, { separators: '°′″' }) },
        {
          name: 'now',
          text: reading.parked
            ? 'parked'
            : reading.slewing
              ? 'slewing'
              : reading.tracking
                ? 'tracking'
                : 'standing still',
        },
      ];
    case 'focuser':
      return [
        {
          name: reading.positioning === 'absolute' ? 'position' : `position, ${reading.positioning}`,
          text: `${numberText(reading.position)} of ${numberText(reading.maxPosition)}`,
        },
        ...temperature(reading.temperature),
      ];
    case 'filterWheel':
      return [
        {
          name: 'filter',
          text: reading.turning
            ? 'turning'
            : reading.slot === null
              ? 'not known'
              : (reading.filters[reading.slot]?.name ?? `slot ${reading.slot + 1}`),
        },
        { name: 'of', text: reading.filters.map(({ name }) => name).join(', ') },
      ];
    case 'rotator':
      return [
        { name: 'angle', text: `${numberText(reading.angle, 1)}°${reading.calibrated ? '' : ', not calibrated'}` },
        { name: 'now', text: reading.moving ? 'turning' : 'standing still' },
      ];
    case 'dome':
      return [
        ...(reading.azimuth === null ? [] : [{ name: 'azimuth', text: `${numberText(reading.azimuth, 0)}°` }]),
        ...(reading.shutter === null ? [] : [{ name: 'shutter', text: reading.shutter }]),
        {
          name: 'now',
          text: reading.moving ? 'moving' : reading.parked ? 'parked' : reading.slaved ? 'following' : 'standing still',
        },
      ];
    case 'coverCalibrator':
      return [
        ...(reading.cover === null ? [] : [{ name: 'cover', text: reading.cover }]),
        ...(reading.light === null ? [] : [{ name: 'light', text: reading.light }]),
      ];
    case 'weather':
      return weatherText(reading);
    case 'safety':
      return [{ name: 'now', text: reading.safe ? 'safe' : 'not safe' }];
    case 'gps':
      return reading.latitude === null || reading.longitude === null
        ? [{ name: 'now', text: 'looking for satellites' }]
        : [
            { name: 'latitude', text: `${numberText(reading.latitude, 4)}°` },
            { name: 'longitude', text: `${numberText(reading.longitude, 4)}°` },
          ];
    case 'watchdog':
      return [{ name: 'now', text: watchdogText(reading) }];
    case 'guider':
      return [
        { name: 'now', text: guiderText[reading.state] },
        ...(reading.rms ? [{ name: 'RMS of a minute', text: rmsText(reading.rms) }] : []),
        ...(reading.lost > 0 ? [{ name: 'star lost', text: `${reading.lost} times` }] : []),
      ];
    case 'switches':
      return reading.switches.map(({ name, value }) => ({ name, text: value === null ? '?' : numberText(value, 2) }));
  }
}

function temperature(value: number | null): { name: string; text: string }[] {
  return value === null ? [] : [{ name: 'temperature', text: `${numberText(value, 1)} °C` }];
}

const guiderText: Record<ReadingOf<'guider'>['state'], string> = {
  stopped: 'stopped',
  looping: 'taking images, not guiding',
  calibrating: 'calibrating',
  guiding: 'guiding',
  settling: 'settling',
  lost: 'star lost',
  paused: 'paused',
};

function rmsText({ ra, dec, total, unit }: NonNullable<ReadingOf<'guider'>['rms']>): string {
  const text = (value: number) => `${numberText(value, 2)}${unit === 'px' ? ' px' : '″'}`;
  return `${text(total)} (RA ${text(ra)}, Dec ${text(dec)})`;
}

function watchdogText({ armed, seconds, shutdown }: ReadingOf<'watchdog'>): string {
  if (shutdown === 'under way') return 'parking: nothing was heard of this program';
  if (shutdown === 'done') return 'has parked';
  if (shutdown === 'failed') return 'could not park';
  return armed ? `watching, parks after ${seconds} s of silence` : 'not armed';
}
