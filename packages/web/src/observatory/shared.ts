/**
 * What came new, with all of it that is as it was before being the same objects as before: who looks at those parts
 * only has nothing to draw anew. For values out of JSON.
 */
export function shared<T>(before: unknown, after: T): T {
  if (before === after) return after;
  if (Array.isArray(before) && Array.isArray(after)) {
    const all = after.map((value, i) => shared(before[i], value));
    const isSame = all.length === before.length && all.every((value, i) => value === before[i]);
    return (isSame ? before : all) as T;
  }
  if (!isObject(before) || !isObject(after) || Array.isArray(before) || Array.isArray(after)) return after;
  const keys = Object.keys(after);
  const all = Object.fromEntries(keys.map((key) => [key, shared(before[key], after[key])]));
  const isSame = keys.length === Object.keys(before).length && keys.every((key) => all[key] === before[key]);
  return (isSame ? before : all) as T;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
