import { InvalidInput } from '@uraniborg/core';

/**
 * A number as INDI writes it: decimal, or sexagesimal with ":", ";" or blanks ("-5:22:00", "12 30.5", "5:36:36.2").
 * "nan" and "inf" are what drivers write when they do not know.
 *
 * @throws InvalidInput anything else
 */
export function parseNumber(text: string): number {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) throw notANumber(trimmed);
  const plain = trimmed === '' ? Number.NaN : Number(trimmed);
  // JavaScript also reads "0x10" and "Infinity", which are not INDI's.
  if (Number.isFinite(plain) && !notDecimal.test(trimmed)) return plain;
  if (/^[-+]?nan(\(.*\))?$/i.test(trimmed)) return Number.NaN;
  const infinite = /^([-+]?)inf(?:inity)?$/i.exec(trimmed);
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const parts = sexagesimalParts.exec(trimmed);
  if (!parts) throw notANumber(trimmed);
  const magnitude = Number(parts[2]) + Number(parts[3] ?? 0) / 60 + Number(parts[4] ?? 0) / 3600;
  return parts[1] === '-' ? -magnitude : magnitude;
}

/** Longer texts are no numbers, and matching them could take for ever. */
const LONGEST = 80;
const sexagesimalParts =
  /^([-+]?)\s*(\d+(?:\.\d*)?)(?:(?:\s*[:;]\s*|\s+)(\d+(?:\.\d*)?))?(?:(?:\s*[:;]\s*|\s+)(\d+(?:\.\d*)?))?$/;
function notANumber(text: string): InvalidInput {
  return new InvalidInput(`"${text.slice(0, 40)}" is no INDI number such as 12.5 or -5:22:00`);
}
const notDecimal = /[box]/i;

/**
 * A number as its `format` shows it: printf's d, i, f, F, e, E, g, G with flags, width and precision, or INDI's
 * `%<width>.<fraction>m` for sexagesimal, fraction 3 = d:mm, 5 = d:mm.m, 6 = d:mm:ss, 8 = d:mm:ss.s, 9 = d:mm:ss.ss
 * (INDI white paper, "INDI formats"). Text around it stays. A format that is none of these shows the shortest number.
 */
export function formatNumber(value: number, format: string): string {
  const spec = format.length > LONGEST ? null : /%([-+ 0#]*)(\d*)(?:\.(\d*))?[lhqL]*([difFeEgGm])/.exec(format);
  if (!spec) return String(value);
  const [whole, flags = '', width = '', precision, kind = 'g'] = spec;
  const digits = precision === undefined ? undefined : Number(precision);
  const magnitude = Math.abs(value);
  const body = !Number.isFinite(value)
    ? String(magnitude).slice(0, 3).toLowerCase()
    : kind === 'm'
      ? sexagesimal(magnitude, digits ?? 6)
      : printf(magnitude, kind, Math.min(digits ?? 6, 100), digits === undefined, flags.includes('#'));
  const negative = value < 0 || Object.is(value, -0);
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const room = Math.min(Number(width), 200);
  // INDI's sexagesimal pads the degrees with blanks, whatever the flag says.
  const zeros = flags.includes('0') && !flags.includes('-') && kind !== 'm' && Number.isFinite(value);
  const text = zeros ? sign + body.padStart(room - sign.length, '0') : sign + body;
  const placed = flags.includes('-') ? text.padEnd(room) : text.padStart(room);
  return (
    format.slice(0, spec.index).replaceAll('%%', '%') +
    placed +
    format.slice(spec.index + whole.length).replaceAll('%%', '%')
  );
}

function printf(value: number, kind: string, digits: number, plain: boolean, keepZeros: boolean): string {
  switch (kind) {
    case 'd':
    case 'i':
      return String(Math.trunc(value));
    case 'f':
    case 'F':
      return value.toFixed(digits);
    case 'e':
    case 'E':
      return cased(twoDigitExponent(value.toExponential(digits)), kind);
    default: {
      const significant = Math.max(1, plain ? 6 : digits);
      const exponent = value === 0 ? 0 : Number(value.toExponential(significant - 1).split('e')[1]);
      const small = exponent < -4 || exponent >= significant;
      const text = small ? value.toExponential(significant - 1) : value.toFixed(significant - 1 - exponent);
      const trimmed = keepZeros ? text : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
      return cased(small ? twoDigitExponent(trimmed) : trimmed, kind);
    }
  }
}

const cased = (text: string, kind: string) => (kind === 'E' || kind === 'G' ? text.toUpperCase() : text);
const twoDigitExponent = (text: string) => text.replace(/e([-+])(\d)$/, 'e$10$2');

function sexagesimal(magnitude: number, fraction: number): string {
  const perDegree =
    fraction >= 9 ? 360_000 : fraction === 8 ? 36_000 : fraction >= 6 ? 3600 : fraction === 5 ? 600 : 60;
  // Rounded once, in the smallest unit shown, so that 59.99 carries over into the minutes and degrees.
  const units = Math.round(magnitude * perDegree);
  const degrees = Math.floor(units / perDegree);
  const rest = units - degrees * perDegree;
  const perMinute = perDegree / 60;
  const minutes = String(Math.floor(rest / perMinute)).padStart(2, '0');
  const within = rest % perMinute;
  switch (perDegree) {
    case 60:
      return `${degrees}:${minutes}`;
    case 600:
      return `${degrees}:${minutes}.${within}`;
    case 3600:
      return `${degrees}:${minutes}:${String(within).padStart(2, '0')}`;
    case 36_000:
      return `${degrees}:${minutes}:${(within / 10).toFixed(1).padStart(4, '0')}`;
    default:
      return `${degrees}:${minutes}:${(within / 100).toFixed(2).padStart(5, '0')}`;
  }
}
