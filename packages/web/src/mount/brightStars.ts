import { useEffect, useState } from 'react';
import { command } from '../observatory/command.ts';

export type BrightStar = readonly [ra: number, dec: number, magnitude: number];

/** As many as a dark-adapted eye sees at once, and no more than a phone draws well. */
const LIMIT_MAGNITUDE = 4.8;

let asked: Promise<readonly BrightStar[]> | undefined;

/** The stars of the naked eye; asked for once. */
export function useBrightStars(): readonly BrightStar[] {
  const [stars, setStars] = useState<readonly BrightStar[]>([]);
  useEffect(() => {
    let current = true;
    asked ??= command('sky.stars', { limitMagnitude: LIMIT_MAGNITUDE }).then((answer) => answer.stars);
    asked.then(
      (all) => {
        if (current) setStars(all);
      },
      () => {
        // The dome does without, and asks again when it is next opened.
        asked = undefined;
      },
    );
    return () => {
      current = false;
    };
  }, []);
  return stars;
}
