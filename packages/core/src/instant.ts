/**
 * A time stamp that matters scientifically: never a bare number, because a number does not say whose clock it was,
 * what moment of the exposure it marks, or how far it may be off.
 */
export interface Instant {
  /** Nanoseconds since 1970-01-01T00:00:00 of `scale`; for UTC, leap seconds are not counted (POSIX). */
  readonly ns: bigint;
  readonly scale: 'UTC' | 'TAI' | 'TT' | 'GPS';
  /** What of the exposure it marks. */
  readonly marks: 'start' | 'middle' | 'end';
  /** Whose clock. */
  readonly source: 'GPS' | 'PTP' | 'NTP' | 'system';
  /** One standard deviation, nanoseconds; Infinity when nothing is known. */
  readonly uncertaintyNs: number;
}

/** The instant of `ms` (milliseconds since the Unix epoch), as read from the system clock of unknown quality. */
export function systemInstant(ms: number, marks: Instant['marks'], uncertaintyNs = Number.POSITIVE_INFINITY): Instant {
  const whole = Math.floor(ms);
  const ns = BigInt(whole) * 1_000_000n + BigInt(Math.round((ms - whole) * 1e6));
  return { ns, scale: 'UTC', marks, source: 'system', uncertaintyNs };
}

/** `instant` moved by `seconds`; its uncertainty stays. */
export function shift(instant: Instant, seconds: number): Instant {
  return { ...instant, ns: instant.ns + BigInt(Math.round(seconds * 1e9)) };
}

/** ISO 8601 with `digits` (0 to 9) decimals of the second, rounded, no zone letter: what FITS DATE-OBS takes. */
export function instantText(instant: Pick<Instant, 'ns'>, digits = 9): string {
  const step = 10n ** BigInt(9 - digits);
  const rounded = ((instant.ns + step / 2n) / step) * step;
  const seconds = rounded >= 0n ? rounded / 1_000_000_000n : (rounded - 999_999_999n) / 1_000_000_000n;
  const rest = rounded - seconds * 1_000_000_000n;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return digits === 0 ? whole : `${whole}.${rest.toString().padStart(9, '0').slice(0, digits)}`;
}

/** Milliseconds since the Unix epoch, the sub-millisecond part kept as a fraction. */
export function instantMs(instant: Pick<Instant, 'ns'>): number {
  return Number(instant.ns / 1_000_000n) + Number(instant.ns % 1_000_000n) / 1e6;
}
