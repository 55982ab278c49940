import type { FrameSummary } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { ChevronLeft, ChevronRight, Pause, Play, X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { frameSubject } from '../parts/frameSubject.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { numberText } from '../parts/quantities.ts';
import { FramePicture } from './FramePicture.tsx';
import { neighbour } from './neighbour.ts';

const BLINK_MS = 700;

interface Props {
  frames: readonly FrameSummary[];
  frame: FrameSummary;
  onClose: () => void;
  /** What judges the first of the two. */
  children: ReactNode;
}

/**
 * Two frames in the same place by turns: what moved, what came and what went catches the eye. It covers the library and
 * nothing else: STOP stays in reach, and the keys that judge the first of the two work.
 */
export function Blink({ frames: all, frame, onClose, children }: Props) {
  const frames = comparable(all, frame);
  const [otherId, setOtherId] = useState(() => {
    const older = neighbour(frames, frame.id, 1);
    return (older && older.id !== frame.id ? older : neighbour(frames, frame.id, -1))?.id;
  });
  const [second, setSecond] = useState(false);
  const [playing, setPlaying] = useState(true);
  const other = frames.find(({ id }) => id === otherId) ?? frame;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setSecond((now) => !now), BLINK_MS);
    return () => clearInterval(timer);
  }, [playing]);
  const turn = () => {
    setPlaying(false);
    setSecond((now) => !now);
  };
  const step = (by: number) => {
    const beside = neighbour(frames, other.id, by);
    // Never the frame with itself.
    const next = beside?.id === frame.id ? neighbour(frames, other.id, 2 * by) : beside;
    if (next && next.id !== frame.id) setOtherId(next.id);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') step(1);
    else if (event.key === 'ArrowRight') step(-1);
    else if (event.key === ' ') turn();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const seen = second ? other : frame;
  const subject = frameSubject(seen);
  return (
    <section aria-label="Blink" data-closes className="absolute inset-0 z-10 flex flex-col bg-ground">
      <header className="flex min-h-12 flex-none items-center gap-2 px-3">
        <h2 className="font-medium text-lg">Blink</h2>
        <p className="min-w-0 flex-1 truncate">
          <span className="text-accent">{second ? 'B' : 'A'}</span> {subject.name} {subject.filter}{' '}
          <span className="text-soft">{utcText(seen.startedAt, 0).slice(11, 19)}</span>{' '}
          {seen.quality?.hfd != null && <span className="text-soft">HFD {numberText(seen.quality.hfd, 2)}</span>}
        </p>
        <IconButton icon={X} label="Close" onClick={onClose} />
      </header>
      <button type="button" aria-label="Show the other one" className="relative min-h-0 flex-1" onClick={turn}>
        {[frame, other].map((each, index) => (
          <FramePicture
            key={each.id}
            frame={each}
            size="large"
            className={`absolute! inset-0 ${(index === 1) === second ? '' : 'invisible'}`}
          />
        ))}
      </button>
      <footer className="flex flex-none flex-wrap items-center justify-center gap-2 p-2">
        <IconButton icon={ChevronLeft} label="Compare with an older one" onClick={() => step(1)} />
        <IconButton
          icon={playing ? Pause : Play}
          label={playing ? 'Hold' : 'Go on'}
          onClick={() => setPlaying(!playing)}
        />
        <IconButton icon={ChevronRight} label="Compare with a newer one" onClick={() => step(-1)} />
        <span className="w-4" />
        {children}
        <p className="basis-full text-center text-faint text-sm">Each has its own stretch. The marks judge A.</p>
      </footer>
    </section>
  );
}

/** Those that look like it, as far as there are any: a red and a blue frame by turns say nothing. */
function comparable(frames: readonly FrameSummary[], to: FrameSummary): readonly FrameSummary[] {
  const keys = ['frameType', 'object', 'filter'] as const;
  const alike = frames.filter((frame) => keys.every((key) => frame[key] === to[key]));
  return alike.length > 1 ? alike : frames;
}
