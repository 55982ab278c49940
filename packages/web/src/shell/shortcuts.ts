import { useEffect, useEffectEvent } from 'react';

/** Every key there is, in the order of the sheet. A key works while the thing it belongs to is on the screen. */
export const shortcuts = {
  stop: { keys: 'Escape Escape', does: 'Stop everything that moves or exposes', group: 'Always' },
  equipment: { keys: '1', does: 'Equipment', group: 'Always' },
  frame: { keys: '2', does: 'Frame', group: 'Always' },
  sky: { keys: '3', does: 'Sky', group: 'Always' },
  library: { keys: '4', does: 'Library', group: 'Always' },
  settings: { keys: '5', does: 'Settings', group: 'Always' },
  night: { keys: 'n', does: 'Red night mode', group: 'Always' },
  help: { keys: '?', does: 'This sheet', group: 'Always' },
  expose: { keys: 'e', does: 'Start or stop the exposure', group: 'Capture' },
  slewTo: { keys: '/', does: 'Type where to slew', group: 'Mount' },
  fit: { keys: 'f', does: 'Whole image', group: 'Image' },
  oneToOne: { keys: 'o', does: 'One image pixel on one screen pixel', group: 'Image' },
  zoomIn: { keys: '+', does: 'Closer', group: 'Image' },
  zoomOut: { keys: '-', does: 'Wider', group: 'Image' },
  auto: { keys: 'a', does: 'Automatic or linear stretch', group: 'Image' },
  invert: { keys: 'i', does: 'Black stars on white', group: 'Image' },
  crosshair: { keys: 'c', does: 'Crosshair', group: 'Image' },
  bullsEye: { keys: 't', does: "Bull's eye", group: 'Image' },
  starMarks: { keys: 's', does: 'Stars with their HFD', group: 'Image' },
  clipping: { keys: 'k', does: 'Clipped pixels', group: 'Image' },
  magnifier: { keys: 'm', does: 'Magnifier here, in the corner, off', group: 'Image' },
  calibrated: { keys: 'd', does: 'Calibrated, or as it was taken', group: 'Image' },
  openFile: { keys: 'w', does: 'Open a file', group: 'Image' },
  mirrorX: { keys: 'h', does: 'Mirror left and right', group: 'Image' },
  mirrorY: { keys: 'v', does: 'Mirror top and bottom', group: 'Image' },
  statistics: { keys: 'g', does: 'Statistics', group: 'Image' },
  starProfile: { keys: 'r', does: 'Star profile', group: 'Image' },
  photometry: { keys: 'q', does: 'Photometry', group: 'Image' },
  inspect: { keys: 'y', does: 'Inspection', group: 'Image' },
  collimation: { keys: 'l', does: 'Collimation', group: 'Image' },
  header: { keys: 'j', does: 'Header', group: 'Image' },
  older: { keys: '[', does: 'Older frame', group: 'Image' },
  newer: { keys: ']', does: 'Newer frame', group: 'Image' },
  accept: { keys: 'p', does: 'Accept the frame', group: 'Library' },
  reject: { keys: 'x', does: 'Reject the frame', group: 'Library' },
  undoVerdict: { keys: 'u', does: 'Take the last verdict back', group: 'Library' },
  blink: { keys: 'b', does: 'Blink between two frames', group: 'Library' },
} as const;

export type Shortcut = keyof typeof shortcuts;

/** Whether the key goes into a text that is being written. */
export const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');

/** Something open above the page (a dialog, a menu) has the keys for itself. */
export const covered = (): boolean =>
  document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]') !== null;

/** Whether an Escape has something to close: besides what has all keys for itself, what says so. */
export const closable = (): boolean => covered() || document.querySelector('[data-closes]') !== null;

/** Calls `act` on the key of `shortcut`, while this component is mounted and nobody is typing. */
export function useShortcut(shortcut: Shortcut, act: () => void): void {
  const acted = useEffectEvent(act);
  useEffect(() => {
    const key: string = shortcuts[shortcut].keys;
    const onKey = (event: KeyboardEvent): void => {
      const plus = key === '+' && event.key === '=';
      if (event.key !== key && !plus) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target) || covered()) return;
      event.preventDefault();
      acted();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [shortcut]);
}
