import { useSyncExternalStore } from 'react';

/** What is measured in the image that is shown, in a panel beside it. */
export type Tool = 'statistics' | 'star' | 'photometry' | 'inspect' | 'collimation' | 'spectrum' | 'header';

export interface Place {
  readonly x: number;
  readonly y: number;
}
export interface Area extends Place {
  readonly width: number;
  readonly height: number;
}

export interface Tools {
  readonly open: Tool | null;
  /** The star that was tapped; pixels with integer centres. */
  readonly star: Place | null;
  /** Whole pixels. */
  readonly area: Area | null;
  /** The ends of a line; pixels with integer centres. */
  readonly line: { readonly from: Place; readonly to: Place } | null;
  /** What the next drag over the image draws, instead of moving it. */
  readonly drawing: 'area' | 'line' | null;
  /** Frames that were begun before this are not in the trend of a star; milliseconds since the Unix epoch. */
  readonly trendSince: number;
}

let tools: Tools = { open: null, star: null, area: null, line: null, drawing: null, trendSince: 0 };
const listeners = new Set<() => void>();

export function changeTools(change: Partial<Tools>): void {
  tools = { ...tools, ...change };
  for (const listener of listeners) listener();
}

export const useTools = (): Tools =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => tools,
  );

/** The whole pixels between two points of a drag, in whatever direction it went; null when it was none. */
export function areaBetween(a: Place, b: Place, size: { width: number; height: number }): Area | null {
  const inside = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((x) => Math.round(inside(x, size.width)));
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((y) => Math.round(inside(y, size.height)));
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) return null;
  if (right - left < 2 || bottom - top < 2) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
