import { useEffect } from 'react';

/** Keeps the screen of a phone on while `wanted`, where the browser can and the page is looked at. */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return;
    let held: WakeLockSentinel | undefined;
    let over = false;
    const hold = (): void => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        (lock) => {
          held = lock;
          if (over) void lock.release();
        },
        () => {}, // an empty battery may refuse; the exposures go on all the same
      );
    };
    // The browser lets go of it whenever the page is left.
    document.addEventListener('visibilitychange', hold);
    hold();
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', hold);
      void held?.release();
    };
  }, [wanted]);
}
