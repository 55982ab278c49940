/**
 * A value from elsewhere as it is quoted in a sentence, 80 characters at most. It never fails: JSON has objects that say
 * {"toString": 1}, and a driver may return one that contains itself.
 */
export function shown(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'object' ? asJson(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

function asJson(value: string | object | null): string {
  try {
    return JSON.stringify(value) ?? 'an object';
  } catch {
    return 'an object';
  }
}
