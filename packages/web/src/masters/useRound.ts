import { useState } from 'react';

/** A number that grows with every change of `key`, to ask a question again. */
export function useRound(key: string): number {
  const [seen, setSeen] = useState({ key, round: 0 });
  if (seen.key !== key) setSeen({ key, round: seen.round + 1 });
  return seen.round;
}
