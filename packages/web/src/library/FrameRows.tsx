import { type FrameSummary, qualityFlagText } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { frameTypeName } from '../parts/names.ts';
import { numberText, secondsText } from '../parts/quantities.ts';
import { frameQuantities, type QuantityName } from './quantities.ts';
import { VerdictMark } from './VerdictMark.tsx';

/** The numbers of a row, and from which width of the list on they have room. */
const columns: { quantity: QuantityName; title: string; room: string; width: string }[] = [
  { quantity: 'hfd', title: 'HFD', room: 'block', width: 'w-11' },
  { quantity: 'stars', title: 'Stars', room: 'block', width: 'w-11' },
  { quantity: 'fwhmArcsec', title: 'FWHM″', room: 'hidden @xl:block', width: 'w-14' },
  { quantity: 'eccentricity', title: 'Ecc.', room: 'hidden @xl:block', width: 'w-10' },
  { quantity: 'background', title: 'Sky', room: 'hidden @2xl:block', width: 'w-16' },
  { quantity: 'altitude', title: 'Alt.', room: 'hidden @4xl:block', width: 'w-12' },
  { quantity: 'temperature', title: 'Sensor', room: 'hidden @4xl:block', width: 'w-16' },
];

interface Props {
  frames: readonly FrameSummary[];
  shown: string | undefined;
  onPick: (frame: FrameSummary) => void;
}

/** A line for each frame. What is measured appears when it is. */
export function FrameRows({ frames, shown, onPick }: Props) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <FrameRowsHead />
      <ul className="min-h-0 flex-1 overflow-y-auto">
        {frames.map((frame) => (
          <li key={frame.id}>
            <FrameRow frame={frame} shown={frame.id === shown} onPick={() => onPick(frame)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the numbers of the rows are. */
export function FrameRowsHead() {
  return (
    <Line className="flex-none py-1 text-faint text-sm" aria-hidden>
      <span className="w-16 flex-none">UTC</span>
      <span className="min-w-0 flex-1">Frame</span>
      <span className="hidden w-16 flex-none text-right @md:block">Exposure</span>
      {columns.map(({ quantity, title, room, width }) => (
        <span key={quantity} className={`flex-none text-right ${width} ${room}`}>
          {title}
        </span>
      ))}
      <span className="w-9 flex-none" />
    </Line>
  );
}

function Line({ className, children }: { className: string; children: ReactNode; 'aria-hidden'?: boolean }) {
  return <div className={`flex items-center gap-2 px-3 ${className}`}>{children}</div>;
}

/** A frame in a line, with as many numbers as there is room for. */
export function FrameRow({ frame, shown, onPick }: { frame: FrameSummary; shown: boolean; onPick: () => void }) {
  const { id, fileName, saveError, startedAt, frameType, object, filter, seconds, quality, verdict } = frame;
  const flags = quality?.flags ?? [];
  return (
    <button
      type="button"
      aria-current={shown}
      data-row={id}
      onClick={onPick}
      className={`flex h-12 w-full items-center gap-2 px-3 py-1 text-left hover:bg-raised ${
        shown ? 'bg-raised shadow-[inset_2px_0_0_var(--accent)]' : ''
      }`}
    >
      <span className="w-16 flex-none text-soft">{utcText(startedAt, 0).slice(11, 19)}</span>
      <span className="min-w-0 flex-1 truncate">
        <span className={verdict === 'rejected' ? 'text-faint line-through' : ''}>
          {object || frameTypeName[frameType]}
        </span>{' '}
        <span className="text-soft">{filter ?? ''}</span>
        <span className="text-faint text-sm">
          <br />
          {fileName ?? (saveError ? <span className="text-bad">not on disk</span> : 'preview, not kept')}
        </span>
      </span>
      <span className="hidden w-16 flex-none text-right text-soft @md:block">{secondsText(seconds)}</span>
      {columns.map(({ quantity, room, width }) => {
        const { of, digits } = frameQuantities[quantity];
        const value = of(frame);
        return (
          <span key={quantity} className={`flex-none text-right ${width} ${room}`}>
            {value === null ? <span className="text-faint">{quality ? '–' : '…'}</span> : numberText(value, digits)}
          </span>
        );
      })}
      <span className="flex w-9 flex-none items-center justify-end gap-0.5">
        {flags.length > 0 && (
          <TriangleAlert
            size={15}
            className="flex-none text-warn"
            role="img"
            aria-label={flags.map((flag) => qualityFlagText[flag]).join(', ')}
          />
        )}
        <VerdictMark verdict={verdict} />
      </span>
    </button>
  );
}
