import type { ProfileSummary } from '@uraniborg/api';
import { Copy, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { ProfileName } from './ProfileName.tsx';

interface Props {
  profile: ProfileSummary;
  active: boolean;
  onCopy: () => void;
}

/** A profile in the list, and what can be done with it. */
export function ProfileLine({ profile: { id, name, problem }, active, onCopy }: Props) {
  const [doing, setDoing] = useState<'naming' | 'deleting' | null>(null);
  const leave = () => setDoing(null);
  if (doing === 'naming')
    return (
      <li>
        <ProfileName
          label={`Another name for ${name}`}
          value={name}
          action="Rename"
          onTake={(next) => void run('profile.rename', { profile: id, name: next }).then((done) => done && leave())}
          onLeave={leave}
        />
      </li>
    );
  if (doing === 'deleting')
    return (
      <li className="flex flex-wrap items-center gap-2 py-0.5">
        <span className="min-w-0 flex-1">Delete {name} for good?</span>
        <Button onClick={() => void run('profile.delete', { profile: id }).finally(leave)}>Delete</Button>
        <Button kind="quiet" onClick={leave}>
          Keep
        </Button>
      </li>
    );
  return (
    <li className="flex flex-wrap items-center gap-x-2 py-0.5" aria-label={name}>
      <span className="min-w-0 flex-1 max-md:basis-full">
        <span className={`block break-words ${active ? 'text-accent' : ''}`}>{name}</span>
        {problem && <span className="block text-bad text-sm">{problem}</span>}
      </span>
      {active ? (
        <span className="flex-1 text-faint text-sm md:flex-none md:px-3">in use</span>
      ) : (
        <Button disabled={problem !== ''} onClick={() => void run('profile.switch', { profile: id })}>
          Use
        </Button>
      )}
      <IconButton icon={Copy} label={`Copy ${name}`} disabled={problem !== ''} onClick={onCopy} />
      <IconButton icon={Pencil} label={`Rename ${name}`} disabled={problem !== ''} onClick={() => setDoing('naming')} />
      <IconButton icon={Trash2} label={`Delete ${name}`} onClick={() => setDoing('deleting')} />
    </li>
  );
}
