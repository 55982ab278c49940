import type { LogEntry } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { ScrollText } from 'lucide-react';
import { useObservatory } from '../observatory/observatory.ts';
import { EmptyState } from '../parts/EmptyState.tsx';

const tones: Record<LogEntry['level'], { tone: string; sign: string }> = {
  info: { tone: 'text-faint', sign: '·' },
  warning: { tone: 'text-warn', sign: '!' },
  error: { tone: 'text-bad', sign: '▲' },
};

/** What happened, newest first. */
export function LogPanel() {
  const log = useObservatory((state) => state.log);
  if (!log) return null;
  if (log.length === 0) return <EmptyState icon={ScrollText} title="Nothing has happened yet" />;
  return (
    <ol className="flex flex-col gap-0.5 p-2" aria-label="Log">
      {log.toReversed().map(({ at, level, text }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several entries may have one time and one text
        <li key={place} className="flex gap-3">
          <span className="flex-none text-faint">{utcText(at, 0).slice(11, 19)}</span>
          <span className={`w-3 flex-none text-center ${tones[level].tone}`}>{tones[level].sign}</span>
          <span className={`min-w-0 break-words ${level === 'info' ? '' : tones[level].tone}`}>{text}</span>
        </li>
      ))}
    </ol>
  );
}
