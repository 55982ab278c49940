import { type FrameSummary, qualityFlagText } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { frameSubject } from '../parts/frameSubject.ts';
import { numberText, secondsText } from '../parts/quantities.ts';
import { frameQuantities, type QuantityName } from './quantities.ts';
import { VerdictMark } from './VerdictMark.tsx';

interface Props {
  frames: readonly FrameSummary[];
  columns: readonly QuantityName[];
  shown: string | undefined;
  onPick: (frame: FrameSummary) => void;
}

/** A line for each frame. What is measured appears when it is. */
export function FrameRows({ frames, columns, shown, onPick }: Props) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <FrameRowsHead columns={columns} />
      <ul className="min-h-0 flex-1 overflow-y-auto">
        {frames.map((frame) => (
          <li key={frame.id}>
            <FrameRow frame={frame} columns={columns} shown={frame.id === shown} onPick={() => onPick(frame)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the numbers of the rows are. */
export function FrameRowsHead({ columns }: { columns: readonly QuantityName[] }) {
  return (
    <Line className="flex-none py-1 text-faint text-sm" aria-hidden>
      <span className="w-16 flex-none">UTC</span>
      <span className="min-w-0 flex-1">Frame</span>
      <span className="w-9 flex-none" />
      <span className="hidden w-16 flex-none text-right @xl:block">Exposure</span>
      {columns.map((name) => (
        <span key={name} className="flex-none text-right" style={{ width: frameQuantities[name].width }}>
          {frameQuantities[name].short}
        </span>
      ))}
    </Line>
  );
}

function Line({ className, children }: { className: string; children: ReactNode; 'aria-hidden'?: boolean }) {
  return <div className={`flex items-center gap-2 px-3 ${className}`}>{children}</div>;
}

/** A frame in a line, with as many numbers as there is room for. */
export function FrameRow(props: {
  frame: FrameSummary;
  columns: readonly QuantityName[];
  shown: boolean;
  onPick: () => void;
}) {
  const { frame, columns, shown, onPick } = props;
  const { id, fileName, saveError, startedAt, seconds, quality, verdict } = frame;
  const { name, filter } = frameSubject(frame);
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
        <span className={verdict === 'rejected' ? 'text-faint line-through' : ''}>{name}</span>{' '}
        <span className="text-soft">{filter ?? ''}</span>
        <span className="text-faint text-sm">
          <br />
          {fileName ?? (saveError ? <span className="text-bad">not on disk</span> : 'preview, not kept')}
        </span>
      </span>
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
      <span className="hidden w-16 flex-none text-right text-soft @xl:block">{secondsText(seconds)}</span>
      {columns.map((column) => {
        const { of, digits, width } = frameQuantities[column];
        const value = of(frame);
        return (
          <span key={column} className="flex-none text-right" style={{ width }}>
            {value === null ? <span className="text-faint">{quality ? '–' : '…'}</span> : numberText(value, digits)}
          </span>
        );
      })}
    </button>
  );
}
