import type { Activity } from '@uraniborg/api';
import { Square } from 'lucide-react';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { useCountdown } from '../observatory/useCountdown.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { ProgressBar } from '../parts/ProgressBar.tsx';
import { leftText } from '../parts/quantities.ts';

/** Everything that is under way, with how much of it is done and how long it will take. */
export function ActivityLine() {
  const activities = useObservatory((state) => state.activities) ?? [];
  return (
    <div className="flex min-w-0 flex-col gap-1 md:flex-row md:gap-6" aria-live="off" data-testid="activities">
      {activities.map((activity) => (
        <ActivityItem key={activity.id} activity={activity} />
      ))}
    </div>
  );
}

function ActivityItem({ activity }: { activity: Activity }) {
  const { secondsLeft, fraction } = useCountdown(activity);
  return (
    <div className="flex min-w-0 max-w-md flex-1 items-center gap-1 max-md:px-2 max-md:pb-1">
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-3">
          <span className="min-w-0 truncate">{activity.title}</span>
          <span className="hidden truncate text-faint text-sm xl:inline">{activity.phase}</span>
          <span className="ml-auto flex-none">{secondsLeft === null ? '' : leftText(secondsLeft)}</span>
        </div>
        <ProgressBar fraction={fraction} label={activity.title} />
      </div>
      {activity.stoppable && (
        <IconButton
          icon={Square}
          label={`Stop: ${activity.title}`}
          onClick={() => void run('stop', { activity: activity.id })}
        />
      )}
    </div>
  );
}
