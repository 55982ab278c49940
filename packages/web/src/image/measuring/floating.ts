import { isNumber, oneOf, remembered, useRemembered } from '../../remembered.ts';
import { changeTools, type Tool, useTools } from './tools.ts';

/** What can stand in a window of its own: a tool, or one graph of a star. */
export type Graph = 'profile' | 'pixels' | 'trend';
export type Floating = Tool | Graph;

/** Where a window stands on the page, CSS pixels. */
export interface FloatingWindow {
  readonly what: Floating;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const graphs: readonly Floating[] = ['profile', 'pixels', 'trend'];
const tools: readonly Floating[] = ['statistics', 'star', 'photometry', 'inspect', 'collimation', 'spectrum', 'header'];
const isFloating = oneOf<Floating>(...tools, ...graphs);

/** The last one lies on top. They stay through a change of the place and a reload. */
export const floatingWindows = remembered<readonly FloatingWindow[]>(
  'tools.floating',
  [],
  (value): value is readonly FloatingWindow[] =>
    Array.isArray(value) &&
    value.every(
      (one: Partial<FloatingWindow> | null) =>
        one && isFloating(one.what) && [one.x, one.y, one.width, one.height].every(isNumber),
    ),
);

/** Puts something into a window of its own, on top of the others; a tool leaves the panel beside the image. */
export function float(what: Floating): void {
  const all = floatingWindows.get();
  if (all.some((one) => one.what === what)) {
    raise(what);
    return;
  }
  floatingWindows.set([...all, { what, ...firstPlace(all.at(-1), graphs.includes(what)) }]);
  if (!graphs.includes(what)) changeTools({ open: null, drawing: null });
}

/** Beside the window before while there is room, else a little below it; on a phone over the image, not over the tool. */
function firstPlace(before: FloatingWindow | undefined, isGraph: boolean): Omit<FloatingWindow, 'what'> {
  if (innerWidth < 768)
    return { x: 8, y: before ? before.y + 48 : 96, width: innerWidth - 16, height: isGraph ? 220 : 420 };
  const [width, height] = isGraph ? [360, 280] : [330, 440];
  if (!before) return { x: 84, y: 120, width, height };
  const beside = before.x + before.width + 8;
  return beside + width <= innerWidth
    ? { x: beside, y: before.y, width, height }
    : { x: 84, y: before.y + 48, width, height };
}

/** Takes a window away. */
export function sink(what: Floating): void {
  floatingWindows.set(floatingWindows.get().filter((one) => one.what !== what));
}

export function raise(what: Floating): void {
  const all = floatingWindows.get();
  const one = all.find((each) => each.what === what);
  if (one && all.at(-1) !== one) floatingWindows.set([...all.filter((each) => each !== one), one]);
}

export function change(what: Floating, to: Partial<Omit<FloatingWindow, 'what'>>): void {
  floatingWindows.set(floatingWindows.get().map((one) => (one.what === what ? { ...one, ...to } : one)));
}

/** Opens a tool beside the image, or closes it, wherever it is. */
export function toggleTool(tool: Tool, open: Tool | null): void {
  if (floatingWindows.get().some(({ what }) => what === tool)) sink(tool);
  else changeTools({ open: open === tool ? null : tool, drawing: null });
}

/** The tools that are in use, beside the image or in a window: what is drawn over the image follows them. */
export function useToolsShown(): ReadonlySet<Tool> {
  const { open } = useTools();
  const windows = useRemembered(floatingWindows);
  const shown = new Set<Tool>(open ? [open] : []);
  for (const { what } of windows) {
    if (what === 'profile' || what === 'pixels' || what === 'trend') shown.add('star');
    else shown.add(what);
  }
  return shown;
}

/** A place within which a window stays in reach: all of its head, and below what is always in view. */
export function inReach(
  { x, y, width, height }: Omit<FloatingWindow, 'what'>,
  page: { left: number; top: number; width: number; height: number },
): Omit<FloatingWindow, 'what'> {
  const w = Math.min(Math.max(width, 220), page.width);
  const h = Math.min(Math.max(height, 160), page.height);
  return {
    x: Math.min(Math.max(x, page.left), page.left + page.width - w),
    y: Math.min(Math.max(y, page.top), page.top + page.height - h),
    width: w,
    height: h,
  };
}
