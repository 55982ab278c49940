/** One move from rest to rest with limited speed and acceleration: a trapezoid of speed, or a triangle when short. */
export interface Motion {
  /** Seconds it takes. */
  readonly duration: number;
  /** How far it has come (signed, in the units of the distance) `seconds` after its start. */
  travelled(seconds: number): number;
}

/**
 * @param distance signed
 * @param speed greatest, > 0, per second
 * @param acceleration > 0, per second squared; Infinity starts and stops at once
 */
export function motion(distance: number, speed: number, acceleration = Number.POSITIVE_INFINITY): Motion {
  const length = Math.abs(distance);
  const sign = Math.sign(distance);
  const ramp = Math.min(speed / acceleration, Math.sqrt(length / acceleration)); // seconds of speeding up
  const peak = acceleration === Number.POSITIVE_INFINITY ? speed : ramp * acceleration;
  const cruise = length === 0 ? 0 : Math.max(0, length / peak - ramp);
  const duration = length === 0 ? 0 : cruise + 2 * ramp;
  return {
    duration,
    travelled(seconds) {
      if (seconds <= 0 || length === 0) return 0;
      if (seconds >= duration) return distance;
      const half = acceleration === Number.POSITIVE_INFINITY ? 0 : acceleration / 2;
      if (seconds < ramp) return sign * half * seconds * seconds;
      if (seconds <= ramp + cruise) return sign * (peak * seconds - (peak * ramp) / 2);
      const left = duration - seconds;
      return sign * (length - half * left * left);
    },
  };
}
