import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { ImportProfile } from './ImportProfile.tsx';
import { ProfileLine } from './ProfileLine.tsx';
import { ProfileName } from './ProfileName.tsx';

/** Which rig is in use, and the others: switched to, made, copied, renamed and deleted. */
export function Profiles() {
  const profiles = useObservatory((state) => state.profiles);
  const [open, setOpen] = useState(false);
  const [importing, setImporting] = useState(false);
  /** The profile that is copied, '' for an empty one; null while none is being made. */
  const [making, setMaking] = useState<string | null>(null);
  if (!profiles) return null;
  const { active, all, profile } = profiles;
  const make = async (name: string): Promise<void> => {
    const made = await run('profile.create', { name, ...(making && { copyOf: making }) });
    if (made) setMaking(null);
    if (made) await run('profile.switch', { profile: made.profile });
  };
  const model = all.find(({ id }) => id === making);
  return (
    <section aria-label="Profiles" className="rounded-control bg-ground px-3 py-1.5">
      <header className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 max-md:basis-full md:truncate">
          <span className="text-soft">Profile</span> <span className="font-medium">{profile.name}</span>
        </p>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Close' : 'Switch'}
        </Button>
        <Button onClick={() => setMaking('')}>New</Button>
        <Button aria-expanded={importing} onClick={() => setImporting(!importing)}>
          Import
        </Button>
      </header>
      {importing && <ImportProfile onLeave={() => setImporting(false)} />}
      {making !== null && (
        <ProfileName
          key={making}
          label={model ? `Name of the copy of ${model.name}` : 'Name of the new profile'}
          action="Create and use"
          onTake={(name) => void make(name)}
          onLeave={() => setMaking(null)}
        />
      )}
      {open && (
        <ul className="mt-1 flex flex-col">
          {all.map((one) => (
            <ProfileLine key={one.id} profile={one} active={one.id === active} onCopy={() => setMaking(one.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}
