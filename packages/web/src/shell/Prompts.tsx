import { Hand } from 'lucide-react';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';

/** What only a person can do, on every screen, until somebody has answered on any of them. */
export function Prompts() {
  const prompts = useObservatory((state) => state.prompts) ?? [];
  return prompts.map(({ id, title, text }) => <Asked key={id} id={id} title={title} text={text} />);
}

function Asked({ id, title, text }: { id: string; title: string; text: string }) {
  const [answered, setAnswered] = useState(false);
  const answer = async (how: 'done' | 'cancel') => {
    setAnswered(true);
    await run('prompt.answer', { prompt: id, answer: how });
    setAnswered(false);
  };
  return (
    <div
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      className="flex flex-wrap items-center gap-3 bg-raised px-3 py-2"
    >
      <Hand size={20} aria-hidden="true" className="flex-none text-accent" />
      <div className="min-w-0 flex-1 basis-48">
        <p id={`${id}-title`} className="break-words text-lg">
          {title}
        </p>
        <p id={`${id}-text`} className="text-faint">
          {text}
        </p>
      </div>
      <Button kind="primary" disabled={answered} onClick={() => void answer('done')}>
        Done
      </Button>
      <Button disabled={answered} onClick={() => void answer('cancel')}>
        Cancel
      </Button>
    </div>
  );
}
