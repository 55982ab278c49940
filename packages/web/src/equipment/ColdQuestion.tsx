import { Button } from '../parts/Button.tsx';

interface Props {
  temperature: string;
  onChoose: (warmFirst: boolean) => void;
  onLeave: () => void;
}

/** Before a cold camera is let go of. */
export function ColdQuestion({ temperature, onChoose, onLeave }: Props) {
  return (
    <div role="alert" className="my-2 flex flex-wrap items-center gap-2 rounded-control bg-raised p-2 pl-3">
      <span className="min-w-40 flex-1">The sensor is at {temperature}. Warm it up slowly first?</span>
      <Button kind="primary" onClick={() => onChoose(true)}>
        Warm up, then disconnect
      </Button>
      <Button onClick={() => onChoose(false)}>Disconnect now</Button>
      <Button kind="quiet" onClick={onLeave}>
        Cancel
      </Button>
    </div>
  );
}
