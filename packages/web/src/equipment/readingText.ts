import type { Reading } from '@uraniborg/api';
import { formatDeclination, formatRightAscension } from '@uraniborg/core';
import { numberText } from '../parts/quantities.ts';

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
        { name: 'position', text: `${numberText(reading.position)} of ${numberText(reading.maxPosition)}` },
        ...temperature(reading.temperature),
      ];
    case 'filterWheel':
      return [
        {
          name: 'filter',
          text: reading.slot === null ? 'turning' : (reading.filters[reading.slot]?.name ?? `slot ${reading.slot + 1}`),
        },
        { name: 'of', text: reading.filters.map(({ name }) => name).join(', ') },
      ];
  }
}

function temperature(value: number | null): { name: string; text: string }[] {
  return value === null ? [] : [{ name: 'temperature', text: `${numberText(value, 1)} °C` }];
}
