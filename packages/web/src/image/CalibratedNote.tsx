import { showMasters } from '../masters/mastersOpen.ts';
import { useShown } from './shownFrame.ts';

const names = { dark: 'dark', flat: 'flat', bias: 'bias', badPixels: 'bad pixels' };

/** What of the shown frame is calibrated, and why not all of it; it leads to the masters. */
export function CalibratedNote() {
  const { calibration } = useShown();
  if (!calibration) return null;
  const { used, missing } = calibration;
  const done = used.map(({ kind }) => names[kind]).join(', ');
  return (
    <button
      type="button"
      onClick={() => showMasters(true)}
      className="pointer-events-auto flex min-h-(--control) min-w-0 max-w-full flex-wrap items-center gap-x-3 rounded-control bg-panel/85 px-2.5 py-1 text-left hover:bg-raised"
      data-testid="calibration"
    >
      {used.length > 0 ? (
        <span>
          <span className="text-good">Calibrated</span> <span className="text-soft">{done}</span>
        </span>
      ) : (
        <span className="text-warn">Not calibrated</span>
      )}
      {missing.slice(0, used.length > 0 ? 3 : 1).map((sentence) => (
        <span key={sentence} className="text-soft">
          {sentence}
        </span>
      ))}
    </button>
  );
}
