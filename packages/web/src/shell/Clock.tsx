import { utcText } from '@uraniborg/core';
import { useTime } from '../observatory/observatory.ts';

/** The observatory's time. */
export function Clock() {
  const time = useTime(250);
  const text = time === null ? '--:--:--' : utcText(Math.floor(time / 1000) * 1000, 0).slice(11, 19);
  return (
    <span className="whitespace-nowrap text-base md:text-lg" data-testid="clock">
      {text}
      <span className="text-faint text-xs"> UTC</span>
    </span>
  );
}
