import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp, type LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { command } from '../observatory/command.ts';
import { useLink } from '../observatory/observatory.ts';
import { rateText } from '../parts/quantities.ts';
import { Segments } from '../parts/Segments.tsx';
import { isNumber, remembered, useRemembered } from '../remembered.ts';
import { notify } from '../shell/notices.ts';
import { type Axis, type Hand, hand } from './handPad.ts';

const chosenRate = remembered('mount.rate', 2, isNumber);

const directions: { name: string; key: string; axis: Axis; sign: 1 | -1; icon: LucideIcon; place: string }[] = [
  { name: 'North', key: 'ArrowUp', axis: 'dec', sign: 1, icon: ChevronUp, place: 'col-start-2 row-start-1' },
  { name: 'East', key: 'ArrowLeft', axis: 'ra', sign: 1, icon: ChevronLeft, place: 'col-start-1 row-start-2' },
  { name: 'West', key: 'ArrowRight', axis: 'ra', sign: -1, icon: ChevronRight, place: 'col-start-3 row-start-2' },
  { name: 'South', key: 'ArrowDown', axis: 'dec', sign: -1, icon: ChevronDown, place: 'col-start-2 row-start-3' },
];

interface Props {
  /** Degrees per second, slow to fast. */
  rates: readonly number[];
  disabled: boolean;
  /** What stands beside the pad. */
  children: ReactNode;
}

/** Moves while it is held, and at no other time: the finger lifted, the window left or the line lost, it stops. */
export function HandPad({ rates, disabled, children }: Props) {
  const chosen = Math.min(useRemembered(chosenRate), rates.length - 1);
  const rate = rates[chosen] ?? 0;
  const link = useLink();
  const [moving, setMoving] = useState<string | null>(null);
  const pad = useRef<Hand>(null);
  pad.current ??= hand(
    (axis, degreesPerSecond) => command('mount.move', { axis, rate: degreesPerSecond }),
    (error) => notify('error', error instanceof Error ? error.message : String(error)),
  );

  const release = (): void => {
    pad.current?.release();
    setMoving(null);
  };
  useEffect(() => {
    const letGo = () => {
      pad.current?.release();
      setMoving(null);
    };
    addEventListener('blur', letGo);
    addEventListener('pagehide', letGo);
    document.addEventListener('visibilitychange', letGo);
    return () => {
      letGo();
      removeEventListener('blur', letGo);
      removeEventListener('pagehide', letGo);
      document.removeEventListener('visibilitychange', letGo);
    };
  }, []);
  useEffect(() => {
    if (link !== 'open' || disabled) {
      pad.current?.release();
      setMoving(null);
    }
  }, [link, disabled]);

  const press = ({ axis, sign, name }: (typeof directions)[number]): void => {
    pad.current?.press(axis, sign * rate);
    setMoving(name);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = directions.find(({ key }) => key === event.key);
    if (!direction) return;
    event.preventDefault();
    if (!event.repeat) press(direction);
  };

  return (
    <div className="flex flex-col gap-2">
      {rates.length > 0 && (
        <Segments
          label="Speed"
          wide
          value={String(chosen)}
          disabled={disabled}
          options={rates.map((each, at) => ({ value: String(at), label: rateText(each) }))}
          onChange={(value) => chosenRate.set(Number(value))}
        />
      )}
      <div className="flex items-center gap-4">
        <div className="grid grid-cols-[repeat(3,3.75rem)] grid-rows-[repeat(3,2.9rem)] gap-1">
          {directions.map((direction) => (
            <button
              key={direction.name}
              type="button"
              aria-label={direction.name}
              disabled={disabled || rates.length === 0 || link !== 'open'}
              onPointerDown={(event) => {
                if (event.button !== 0) return;
                event.currentTarget.setPointerCapture(event.pointerId);
                press(direction);
              }}
              onPointerUp={release}
              onPointerCancel={release}
              onLostPointerCapture={release}
              onContextMenu={(event) => event.preventDefault()}
              onKeyDown={onKeyDown}
              onKeyUp={release}
              className={`flex touch-none select-none flex-col items-center justify-center rounded-control leading-none disabled:opacity-40 ${
                moving === direction.name ? 'bg-accent text-onaccent' : 'bg-raised text-soft enabled:hover:bg-hover'
              } ${direction.place}`}
            >
              <direction.icon size={24} aria-hidden="true" />
              <span className="text-xs">{direction.name[0]}</span>
            </button>
          ))}
          <span className="col-start-2 row-start-2 flex items-center justify-center text-center text-faint text-xs leading-tight">
            {moving ? 'moving' : 'hold'}
          </span>
        </div>
        <div className="flex min-w-0 flex-1 flex-col gap-3">{children}</div>
      </div>
    </div>
  );
}
