import { InvalidArgumentError } from 'commander';

/** A number within limits, as commander takes it. */
export function numberArgument(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError(`"${text}" is not a number.`);
    if (value < min || value > max) throw new InvalidArgumentError(`It must be ${min} to ${max}.`);
    return value;
  };
}

/** A whole number within limits. */
export function wholeArgument(min: number, max: number): (text: string) => number {
  const number = numberArgument(min, max);
  return (text) => {
    const value = number(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError(`"${text}" is not a whole number.`);
    return value;
  };
}

/** Collects an option that may be given several times. */
export function several(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** A part of a FITS or XISF file: its number, or its name where it is no number. */
export function partArgument(text: string): number | string {
  if (text.trim() === '') throw new InvalidArgumentError('Say the number or the name of a part.');
  return /^\d{1,4}$/.test(text) ? Number(text) : text;
}
