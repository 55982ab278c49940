import { PanelRight, X } from 'lucide-react';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../parts/IconButton.tsx';
import { useRemembered } from '../../remembered.ts';
import { goTo } from '../../shell/places.ts';
import { useShown } from '../shownFrame.ts';
import { change, type FloatingWindow, floatingWindows, inReach, raise, sink } from './floating.ts';
import { StarGraph } from './StarGraph.tsx';
import { panels, toolNames } from './ToolPanel.tsx';
import { changeTools } from './tools.ts';

const names = { ...toolNames, profile: 'Star, profile', pixels: 'Star, pixels', trend: 'Star, trend' };

/** Tools and graphs in windows of their own, which stand over every place of the page and can be moved. */
export function FloatingTools() {
  const windows = useRemembered(floatingWindows);
  const { image } = useShown();
  const [page, setPage] = useState(pageArea);
  useEffect(() => {
    const resized = () => setPage(pageArea());
    resized();
    addEventListener('resize', resized);
    return () => removeEventListener('resize', resized);
  }, []);
  // In an order of their own: a window that is moved to another place of the page loses what it holds.
  return [...windows]
    .sort((a, b) => (a.what < b.what ? -1 : 1))
    .map((one) => (
      <Floated key={one.what} window={one} order={windows.indexOf(one)} page={page} frame={image?.id ?? null} />
    ));
}

/** Where the places are: below the line with STOP, and not over the rail. */
function pageArea() {
  const box = document.querySelector('main')?.getBoundingClientRect();
  return box
    ? { left: box.left, top: box.top, width: box.width, height: box.height }
    : { left: 0, top: 0, width: innerWidth, height: innerHeight };
}

interface Props {
  window: FloatingWindow;
  order: number;
  page: { left: number; top: number; width: number; height: number };
  frame: string | null;
}

function Floated({ window: wanted, order, page, frame }: Props) {
  const { what } = wanted;
  /** While a hand holds it, it is not written down with each move. */
  const [held, setHeld] = useState<FloatingWindow | null>(null);
  const start = useRef<{ px: number; py: number; from: FloatingWindow; sizing: boolean }>(null);
  const at = inReach(held ?? wanted, page);
  const hold = (sizing: boolean) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { px: event.clientX, py: event.clientY, from: { ...wanted, ...at }, sizing };
    },
    onPointerMove: (event: PointerEvent) => {
      const begun = start.current;
      if (!begun) return;
      const [dx, dy] = [event.clientX - begun.px, event.clientY - begun.py];
      const { x, y, width, height } = begun.from;
      setHeld({
        ...begun.from,
        ...(begun.sizing ? { width: width + dx, height: height + dy } : { x: x + dx, y: y + dy }),
      });
    },
    onPointerUp: () => {
      start.current = null;
      if (held) change(what, at);
      setHeld(null);
    },
    onPointerCancel: () => {
      start.current = null;
      setHeld(null);
    },
  });
  const isGraph = what === 'profile' || what === 'pixels' || what === 'trend';
  const Panel = isGraph ? null : panels[what];
  return (
    <section
      aria-label={names[what]}
      onPointerDownCapture={() => raise(what)}
      className="fixed flex flex-col overflow-hidden rounded-control border bg-panel shadow-[0_8px_24px_rgb(0_0_0/0.6)]"
      style={{ left: at.x, top: at.y, width: at.width, height: at.height, zIndex: 31 + order }}
    >
      <header className="flex flex-none items-center gap-1 bg-raised pr-1">
        <button
          type="button"
          aria-label={`Move ${names[what]}`}
          className="h-(--control) min-w-0 flex-1 cursor-move touch-none select-none truncate rounded-control pl-3 text-left font-medium outline-offset-[-2px]"
          {...hold(false)}
          onKeyDown={(event) => {
            const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
            if (!way) return;
            event.preventDefault();
            change(what, inReach({ ...at, x: at.x + 24 * (way[0] ?? 0), y: at.y + 24 * (way[1] ?? 0) }, page));
          }}
        >
          {names[what]}
        </button>
        <IconButton
          icon={PanelRight}
          label="Back beside the image"
          onClick={() => {
            sink(what);
            changeTools({ open: isGraph ? 'star' : what });
            goTo('frame');
          }}
        />
        <IconButton icon={X} label={`Close ${names[what]}`} onClick={() => sink(what)} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-3 py-2">
        {frame === null ? (
          <p className="text-soft">There is no image yet.</p>
        ) : Panel ? (
          <Panel frame={frame} />
        ) : (
          isGraph && <StarGraph frame={frame} view={what} tall />
        )}
      </div>
      <div
        aria-hidden="true"
        className="absolute right-0 bottom-0 flex size-7 cursor-nwse-resize touch-none items-end justify-end pointer-coarse:size-11"
        data-testid="size"
        {...hold(true)}
      >
        <svg
          viewBox="0 0 28 28"
          className="size-7 text-faint"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          aria-hidden="true"
        >
          <path d="M24 13L13 24M24 19L19 24" />
        </svg>
      </div>
    </section>
  );
}
