import type { DriverSentence } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { ScrollText } from 'lucide-react';
import { EmptyState } from '../parts/EmptyState.tsx';

const tones: Record<DriverSentence['level'], { tone: string; sign: string }> = {
  debug: { tone: 'text-faint', sign: '' },
  info: { tone: 'text-ink', sign: '·' },
  warning: { tone: 'text-warn', sign: '!' },
  error: { tone: 'text-bad', sign: '▲' },
};

/** What a driver has said, newest first. */
export function DriverLog({ messages }: { messages: readonly DriverSentence[] }) {
  if (messages.length === 0)
    return (
      <EmptyState icon={ScrollText} title="This driver has said nothing yet">
        <p>What it says while this program runs is kept here, the last 200 sentences.</p>
      </EmptyState>
    );
  return (
    <ol aria-label="Messages of the driver" className="flex flex-col gap-0.5 p-3 md:px-4">
      {messages.toReversed().map(({ at, level, text }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several may have one time and one text
        <li key={place} className="flex gap-3">
          <span className="flex-none text-faint">{utcText(at, 0).slice(11, 19)}</span>
          <span className={`w-3 flex-none text-center ${tones[level].tone}`}>{tones[level].sign}</span>
          <span className={`min-w-0 break-words ${tones[level].tone}`}>{text}</span>
        </li>
      ))}
    </ol>
  );
}
