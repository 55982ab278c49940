import { useEffect, useRef } from 'react';

/**
 * For a value that is sent whole: each change is made to what was sent last, not to what the observatory has said so
 * far, or two quick changes would undo each other. A change that gives back what it was given sends nothing.
 */
export function useWhole<T>(said: T, send: (next: T) => Promise<unknown>): (change: (last: T) => T) => void {
  const last = useRef(said);
  const underWay = useRef(0);
  useEffect(() => {
    if (underWay.current === 0) last.current = said;
  }, [said]);
  return (change) => {
    const next = change(last.current);
    if (next === last.current) return;
    last.current = next;
    underWay.current++;
    void send(last.current).then((done) => {
      underWay.current--;
      // Refused: what was said before counts.
      if (done === null && underWay.current === 0) last.current = said;
    });
  };
}
