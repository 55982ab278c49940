import type { Activity } from '@uraniborg/api';
import { useEffect, useRef, useState } from 'react';

/** What is left of an activity now: the server's last word, carried on until the next. */
export function useCountdown(activity: Activity): Pick<Activity, 'secondsLeft' | 'fraction'> {
  const heard = useRef({ activity, at: performance.now() });
  if (heard.current.activity !== activity) heard.current = { activity, at: performance.now() };
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 250);
    return () => clearInterval(timer);
  }, []);
  const { secondsLeft, fraction } = activity;
  if (secondsLeft === null) return { secondsLeft, fraction };
  const left = Math.max(0, secondsLeft - (performance.now() - heard.current.at) / 1000);
  if (fraction === null || fraction >= 1) return { secondsLeft: left, fraction };
  return { secondsLeft: left, fraction: 1 - (1 - fraction) * (secondsLeft > 0 ? left / secondsLeft : 1) };
}
