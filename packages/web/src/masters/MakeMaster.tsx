import type { MasterKind, MastersState } from '@uraniborg/api';
import { FilePlus2, Files } from 'lucide-react';
import { useState } from 'react';
import { chooseFiles, openFile } from '../image/openFile.ts';
import { useAnswer } from '../image/useAnswer.ts';
import { command, run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { ProgressBar } from '../parts/ProgressBar.tsx';
import { leftText } from '../parts/quantities.ts';
import { notify } from '../shell/notices.ts';
import { masterFacts, masterKindName } from './masterText.ts';
import { TakeMaster } from './TakeMaster.tsx';

const SHOWN_SETS = 12;

/** Masters are made of frames of the library or of files, or come ready from another program. */
export function MakeMaster({ masters, round }: { masters: MastersState; round: number }) {
  const sets = useAnswer('masters.sets', {}, round);
  /** A file of which nobody knows what it is. */
  const [unsaid, setUnsaid] = useState<{ id: string; name: string } | null>(null);
  const { making, message } = masters;
  const make = (frames: string[]) => void run('masters.make', { frames });
  const makeOfFiles = async () => {
    const frames: string[] = [];
    for (const file of await chooseFiles(true)) {
      const opened = await openFile(file);
      if (!opened) return;
      frames.push(opened.frame.id);
    }
    if (frames.length === 1) notify('error', 'A master is made of two frames or more: choose all of them at once');
    else if (frames.length > 0) make(frames);
  };
  const add = async () => {
    const [file] = await chooseFiles(false);
    const opened = file && (await openFile(file));
    if (!opened) return;
    try {
      const added = await command('masters.add', { frame: opened.frame.id });
      notify('info', `${added.file} is among the masters`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (/does not say what it is/.test(why)) setUnsaid({ id: opened.frame.id, name: file.name });
      else notify('error', why);
    }
  };
  return (
    <section className="flex flex-col gap-2" aria-label="New masters">
      <h3 className="font-medium">New</h3>
      {making ? (
        <div className="flex items-center gap-3">
          <div className="min-w-0 flex-1">
            <p className="mb-1 flex justify-between gap-3">
              <span>
                {making.title} <span className="text-soft">{making.phase}</span>
              </span>
              {making.secondsLeft !== null && <span className="text-soft">{leftText(making.secondsLeft)}</span>}
            </p>
            <ProgressBar fraction={making.fraction} label={making.title} />
          </div>
          <Button onClick={() => void run('masters.stop', {})}>Stop</Button>
        </div>
      ) : (
        <>
          <TakeMaster />
          {sets.value && sets.value.sets.length > 0 && (
            <ul aria-label="Frames that make a master">
              {sets.value.sets.slice(0, SHOWN_SETS).map((set) => (
                <li key={set.frames[0]} className="flex items-center gap-3 border-t py-1">
                  <p className="flex min-w-0 flex-1 flex-wrap gap-x-3">
                    <span className="whitespace-nowrap text-soft">{set.night}</span>
                    <span>
                      {set.frames.length} × {masterKindName[set.kind]}
                    </span>
                    {masterFacts(set).map((fact) => (
                      <span key={fact} className="whitespace-nowrap text-soft">
                        {fact}
                      </span>
                    ))}
                  </p>
                  <Button onClick={() => make(set.frames)}>Make</Button>
                </li>
              ))}
            </ul>
          )}
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => void makeOfFiles()}>
              <Files size={16} aria-hidden="true" /> Make one of files…
            </Button>
            <Button onClick={() => void add()}>
              <FilePlus2 size={16} aria-hidden="true" /> Add a finished one…
            </Button>
          </div>
        </>
      )}
      {unsaid && (
        <div className="flex flex-wrap items-center gap-2" role="status">
          <span className="w-full">The header of {unsaid.name} does not say what it is.</span>
          {(Object.keys(masterKindName) as MasterKind[]).map((kind) => (
            <Button
              key={kind}
              onClick={() => {
                setUnsaid(null);
                void run('masters.add', { frame: unsaid.id, kind });
              }}
            >
              {masterKindName[kind]}
            </Button>
          ))}
          <Button kind="quiet" onClick={() => setUnsaid(null)}>
            Leave it
          </Button>
        </div>
      )}
      {message !== '' && (
        <p role="alert" className="break-words text-warn">
          {message}
        </p>
      )}
    </section>
  );
}
