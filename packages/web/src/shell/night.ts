import { isBoolean, isNumber, remembered } from '../remembered.ts';

/** Red night mode, and how bright it glows (0.25 to 1). public/theme.js applies the first before the first paint. */
export const night = remembered('night', false, isBoolean);
export const DIMMEST = 0.25;
export const glow = remembered(
  'glow',
  1,
  (value): value is number => isNumber(value) && value >= DIMMEST && value <= 1,
);

/** Keeps the page in step with the two. */
export function followNight(): void {
  const apply = (): void => {
    const root = document.documentElement;
    root.toggleAttribute('data-night', night.get());
    root.style.setProperty('--glow', String(glow.get()));
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', night.get() ? '#000000' : '#0b0c0e');
  };
  night.subscribe(apply);
  glow.subscribe(apply);
  apply();
}
