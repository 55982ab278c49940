/** The axes as the server's mount.move knows them; east and north are positive. */
export type Axis = 'ra' | 'dec';

type Send = (axis: Axis, rate: number) => Promise<unknown>;

/** The server stops an axis 2 s after the last word, so a held button repeats itself well within that. */
const REPEAT_MS = 600;

export interface Hand {
  /** Holds an axis in motion, degrees per second, until it is released. */
  press(axis: Axis, rate: number): void;
  /** Stops one axis, or both. Says so again if the word could not be delivered: the server's own 2 s are the last resort. */
  release(axis?: Axis): void;
}

/** Turns held buttons into words to the server. */
export function hand(send: Send, failed: (error: unknown) => void): Hand {
  const held = new Map<Axis, ReturnType<typeof setInterval>>();
  const letGo = (axis: Axis): void => {
    const timer = held.get(axis);
    if (timer === undefined) return;
    clearInterval(timer);
    held.delete(axis);
    send(axis, 0).catch(() => send(axis, 0).catch(failed));
  };
  return {
    press(axis, rate) {
      letGo(axis);
      const speak = (): void => {
        send(axis, rate).catch((error: unknown) => {
          letGo(axis);
          failed(error);
        });
      };
      held.set(axis, setInterval(speak, REPEAT_MS));
      speak();
    },
    release(axis) {
      for (const each of axis ? [axis] : [...held.keys()]) letGo(each);
    },
  };
}
