import { type CommandOutput, type Profile, singleRole } from '@uraniborg/api';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { roleName } from '../parts/names.ts';
import { notify } from '../shell/notices.ts';

interface Taken extends CommandOutput<'profile.import'> {
  made: Profile;
}

/** A configuration file of CCDciel as a profile: what was taken over is shown, and what could not be. */
export function ImportProfile({ onLeave }: { onLeave: () => void }) {
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [taken, setTaken] = useState<Taken | null>(null);
  const take = async (): Promise<void> => {
    const answer = await run('profile.import', { name: name.trim(), text });
    const made = answer && (await run('profile.read', { profile: answer.profile }));
    if (made) setTaken({ ...answer, made: made.profile });
  };
  if (taken) return <Result taken={taken} onLeave={onLeave} />;
  return (
    <section aria-label="Import a profile" className="flex flex-col gap-2 py-1.5">
      <p className="text-soft">
        A configuration of CCDciel (ccdciel.conf, or one of its profiles ccdciel_name.conf): its devices, its site, and
        the options that have their like here.
      </p>
      <input
        aria-label="Name of the imported profile"
        placeholder="Name of the profile"
        value={name}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
        className="h-(--control) rounded-control bg-raised px-2.5"
      />
      <input
        aria-label="Configuration file"
        type="file"
        accept=".conf,.xml,text/xml"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (!file) return;
          file.text().then(setText, () => notify('error', `${file.name} cannot be read`));
          if (name === '') setName(file.name.replace(/^ccdciel_?|\.\w+$/g, '') || 'CCDciel');
        }}
        className="min-h-(--control) rounded-control bg-raised p-1.5 text-soft file:mr-3 file:h-[calc(var(--control)-12px)] file:rounded-control file:border-0 file:bg-hover file:px-3 file:text-ink"
      />
      <textarea
        aria-label="Or its text"
        placeholder="Or paste its text here"
        value={text}
        rows={4}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        className="resize-none rounded-control bg-raised p-2.5 text-sm"
      />
      <div className="flex justify-end gap-2">
        <Button kind="quiet" onClick={onLeave}>
          Cancel
        </Button>
        <Button kind="primary" disabled={name.trim() === '' || text.trim() === ''} onClick={() => void take()}>
          Import
        </Button>
      </div>
    </section>
  );
}

function Result({ taken: { profile, made, notes }, onLeave }: { taken: Taken; onLeave: () => void }) {
  const devices = [
    ...singleRole.options.flatMap((role) => {
      const device = made.devices[role];
      return device ? [{ name: roleName[role], address: device.address }] : [];
    }),
    ...made.switches.map(({ nickname, address }) => ({ name: nickname, address })),
  ];
  const { site } = made.options;
  return (
    <section aria-label="Imported" className="flex flex-col gap-2 py-1.5">
      <h3 className="font-medium">{made.name} has been made</h3>
      <ul className="flex flex-col gap-0.5">
        {devices.map(({ name, address }) => (
          <li key={name} className="flex flex-wrap gap-x-3">
            <span>{name}</span>
            <span className="min-w-0 break-all text-faint">{address}</span>
          </li>
        ))}
        {site && (
          <li className="flex flex-wrap gap-x-3">
            <span>Site</span>
            <span className="text-faint">
              {site.name} {site.latitude.toFixed(4)}°, {site.longitude.toFixed(4)}°
            </span>
          </li>
        )}
      </ul>
      {notes.length > 0 && (
        <>
          <h3 className="text-warn">Not taken over</h3>
          <ul className="list-disc pl-5">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
      <div className="flex justify-end gap-2">
        <Button kind="quiet" onClick={onLeave}>
          Later
        </Button>
        <Button
          kind="primary"
          onClick={() => void run('profile.switch', { profile }).then((done) => done && onLeave())}
        >
          Use it now
        </Button>
      </div>
    </section>
  );
}
