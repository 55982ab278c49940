import { useState } from 'react';
import { useShown } from '../image/shownFrame.ts';
import { useAnswer } from '../image/useAnswer.ts';
import { run } from '../observatory/command.ts';
import { useObservatory, useTime } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { Needs } from '../parts/Needs.tsx';
import { Segments } from '../parts/Segments.tsx';
import { MakeMaster } from './MakeMaster.tsx';
import { MasterRow } from './MasterRow.tsx';
import { useRound } from './useRound.ts';

type Against = 'now' | 'shown';

/** All masters, and of each whether it would be used; and how new ones come about. */
export function MastersList() {
  const masters = useObservatory((state) => state.masters);
  const capture = useObservatory((state) => state.capture);
  const now = useTime(60_000) ?? 0;
  const { frame } = useShown();
  const [against, setAgainst] = useState<Against>('now');
  /** What was taken away here last. */
  const [gone, setGone] = useState<string | null>(null);
  const files = masters?.list.map(({ file, takenAt }) => `${file} ${takenAt}`).join('\n');
  const round = useRound(JSON.stringify([files, capture]));
  const match = useAnswer('masters.match', against === 'shown' && frame ? { frame: frame.id } : {}, round);
  if (!masters) return null;
  const { list, strangers } = masters;
  const used = match.value?.used.map(({ file }) => file) ?? [];
  return (
    <div className="flex flex-col gap-4">
      {list.length > 0 && (
        <section className="flex flex-col gap-2" aria-label="What they are held against">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Segments<Against>
              label="Held against"
              value={against}
              options={[
                { value: 'now', label: 'Next exposure' },
                { value: 'shown', label: 'Frame shown' },
              ]}
              onChange={setAgainst}
            />
            <span className="text-soft">{match.value?.subject}</span>
          </div>
          {match.failure && <p className="text-bad">{match.failure}</p>}
          {match.value?.missing.map((sentence) => (
            <p key={sentence} className="text-soft">
              {sentence}.
            </p>
          ))}
        </section>
      )}
      {list.length > 0 && (
        <ul className="flex flex-col" aria-label="Masters">
          {list.map((master) => (
            <MasterRow
              key={master.file}
              master={master}
              now={now}
              used={used.includes(master.file)}
              why={match.value?.masters.find(({ file }) => file === master.file)?.why}
              onRemoved={setGone}
            />
          ))}
        </ul>
      )}
      {gone !== null && !list.some(({ file }) => file === gone) && (
        <div className="flex items-center gap-3" role="status">
          <span className="min-w-0 break-words text-soft">{gone} is taken away</span>
          <Button onClick={() => void run('masters.restore', { file: gone })}>Undo</Button>
        </div>
      )}
      {list.length === 0 && (
        <p className="text-soft">
          There is no master yet. Take some darks or flats with the settings of your lights, and make one of them here;
          live stacks and the switch “Calibrated” of the image use what fits.
        </p>
      )}
      {strangers.map((sentence) => (
        <p key={sentence} className="break-words text-faint text-sm">
          {sentence}
        </p>
      ))}
      <Needs access="operator">
        <MakeMaster masters={masters} round={round} />
      </Needs>
    </div>
  );
}
