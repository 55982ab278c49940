import type { Master } from '@uraniborg/api';
import { Check, Eye, Minus, ScanSearch, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { pickFile } from '../image/shownFrame.ts';
import { run } from '../observatory/command.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { Needs } from '../parts/Needs.tsx';
import { numberText } from '../parts/quantities.ts';
import { goTo } from '../shell/places.ts';
import { BadPixels } from './BadPixels.tsx';
import { showMasters } from './mastersOpen.ts';
import { ageText, masterFacts, masterKindName } from './masterText.ts';

interface Props {
  master: Master;
  now: number;
  /** It is the one that is chosen. */
  used: boolean;
  /** Why it does not fit; null when it does, undefined while that is not known. */
  why: string | null | undefined;
  onRemoved: (file: string) => void;
}

/** One master: what it was taken with, whether it fits, and what can be done with it. */
export function MasterRow({ master, now, used, why, onRemoved }: Props) {
  const [mapping, setMapping] = useState(false);
  const { file, kind, frames, takenAt, badPixels, sigma, camera } = master;
  const remove = async () => {
    if (await run('masters.remove', { file })) onRemoved(file);
  };
  const content = [
    ...(badPixels === null ? [] : [`${numberText(badPixels)} bad pixels`]),
    ...(sigma === null ? [] : [`beyond ${sigma} σ`]),
    ...(frames === null || kind === 'badPixels' ? [] : [`${frames} frames`]),
    ...(takenAt === null ? [] : [ageText(takenAt, now)]),
    ...(camera === null ? [] : [camera]),
  ];
  return (
    <li className="border-t py-2">
      <div className="flex items-start gap-3">
        <Mark used={used} why={why} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap gap-x-3">
            <span className="font-medium">{masterKindName[kind]}</span>
            {masterFacts(master).map((fact) => (
              <span key={fact} className="whitespace-nowrap">
                {fact}
              </span>
            ))}
          </p>
          <p className="text-soft">{content.join(' · ')}</p>
          <p className="break-words text-faint text-sm">{file}</p>
          {why && <p className="text-warn">{why.replace(/^it/, 'It')}.</p>}
        </div>
        <Needs access="operator" silent>
          <div className="flex flex-none">
            <IconButton icon={Eye} label={`Look at ${file}`} onClick={() => void lookAt(file)} />
            {kind === 'dark' && (
              <IconButton
                icon={ScanSearch}
                label="Map its bad pixels"
                pressed={mapping}
                onClick={() => setMapping(!mapping)}
              />
            )}
            <IconButton icon={Trash2} label={`Remove ${file}`} onClick={() => void remove()} />
          </div>
        </Needs>
      </div>
      {mapping && <BadPixels dark={file} onMade={() => setMapping(false)} />}
    </li>
  );
}

/** In the image view, where its header and its statistics are. */
async function lookAt(file: string): Promise<void> {
  const opened = await run('masters.open', { file });
  if (!opened) return;
  pickFile(opened);
  showMasters(false);
  goTo('frame');
}

function Mark({ used, why }: Pick<Props, 'used' | 'why'>) {
  if (used) return <Check size={18} className="mt-0.5 flex-none text-good" role="img" aria-label="is used" />;
  const says = why === null ? 'fits, another is used' : why === undefined ? 'not known yet' : 'does not fit';
  return <Minus size={18} className="mt-0.5 flex-none text-faint" role="img" aria-label={says} />;
}
