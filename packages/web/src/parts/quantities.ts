/** Numbers as they stand on the screen. Units are the caller's, in a fainter tone (see Quantity). */

/** "65 535", "-1 040.25": groups of three with a thin space, `digits` decimals. */
export function numberText(value: number, digits = 0): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u2009') : whole;
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? '\u2212' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** The decimals by which two values that are `step` apart are told apart: none for 1 and more, 4 for 0.0003. */
export function decimalsFor(step: number): number {
  return step > 0 ? Math.min(9, Math.max(0, Math.ceil(-Math.log10(step)))) : 0;
}

/** As many decimals as tell one line of a grid from the next: 0.25 has two. */
export function gridDecimals(step: number): number {
  let digits = 0;
  while (digits < 9 && Math.abs(Number(step.toFixed(digits)) - step) > step * 1e-6) digits++;
  return digits;
}

/** An exposure time: "0.05 s", "2 s", "300 s". The value keeps the digits it was set with. */
export function secondsText(seconds: number): string {
  return `${Number(seconds.toPrecision(6))} s`;
}

/** A time that is left: "0:07", "12:30", "1:05:00". Rounded up, so that it says 0:00 only when it is over. */
export function leftText(seconds: number): string {
  const total = Math.max(0, Math.ceil(seconds - 0.05));
  const [hours, minutes] = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

/** A rate of motion in degrees per second as a person thinks of it: multiples of the sky's own, or degrees. */
export function rateText(degreesPerSecond: number): string {
  const sidereal = degreesPerSecond / SIDEREAL;
  if (sidereal < 100) return `${sidereal < 9.5 ? Number(sidereal.toPrecision(2)) : Math.round(sidereal)}×`;
  return `${Number(degreesPerSecond.toPrecision(2))}°/s`;
}

/** Degrees per second at which the sky turns. */
export const SIDEREAL = 360 / 86164.0905;

/** What was typed as a number, decimal comma and spaces allowed; null when it is none. */
export function parseNumber(text: string): number | null {
  const plain = text
    .replace(/[\s\u2009]/g, '')
    .replace('\u2212', '-')
    .replace(',', '.');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

/** A size of a file: "512 B", "8.3 MB". */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const power = Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${['B', 'kB', 'MB', 'GB'][power]}`;
}
