import type { Activity } from '@uraniborg/api';
import { useCountdown } from '../observatory/useCountdown.ts';
import { Button } from '../parts/Button.tsx';
import { ProgressBar } from '../parts/ProgressBar.tsx';
import { leftText } from '../parts/quantities.ts';
import { stopCapture } from './runningCapture.ts';

/** The exposure under way: how long it takes, in digits that can be read from the mount. */
export function CaptureRunning({ activity }: { activity: Activity }) {
  const { secondsLeft, fraction } = useCountdown(activity);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-end justify-between gap-3">
        <span className="font-light text-5xl leading-none" data-testid="left">
          {secondsLeft === null ? '–:––' : leftText(secondsLeft)}
        </span>
        <span className="min-w-0 text-right">
          <span className="block truncate">{activity.title}</span>
          <span className="block truncate text-faint">{activity.phase}</span>
        </span>
      </div>
      <ProgressBar fraction={fraction} label={activity.title} />
      <Button className="h-12 text-base" onClick={() => void stopCapture()}>
        Stop
      </Button>
    </div>
  );
}
