import { utcText } from '@uraniborg/core';
import { useTime } from '../observatory/observatory.ts';
import { useSession } from '../observatory/session.ts';

/** The observatory's time. */
export function Clock() {
  const time = useTime(250);
  // A phone has no room for both who is here and the scale of the time.
  const scale = useSession().login ? 'max-md:hidden' : '';
  const text = time === null ? '--:--:--' : utcText(time, 0).slice(11, 19);
  return (
    <span className="whitespace-nowrap text-base md:text-lg" data-testid="clock">
      {text}
      <span className={`text-faint text-xs ${scale}`}> UTC</span>
    </span>
  );
}
