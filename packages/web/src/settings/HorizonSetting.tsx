import { useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { notify } from '../shell/notices.ts';
import { type HorizonPoint, horizonOf, horizonText } from './horizonText.ts';

/** Trees and walls, a point a line; a horizon file of another program can be opened. */
export function HorizonSetting(props: { points: readonly HorizonPoint[]; onChange: (points: HorizonPoint[]) => void }) {
  const { points, onChange } = props;
  const kept = horizonText(points);
  const [text, setText] = useState<string | null>(null);
  const read = horizonOf(text ?? kept);
  if (text === null)
    return (
      <div className="flex items-center justify-between gap-3">
        <span className="text-soft">
          Trees and walls <span className="text-faint">{points.length === 0 ? 'none' : `${points.length} points`}</span>
        </span>
        <Button onClick={() => setText(kept)}>Edit</Button>
      </div>
    );
  return (
    <div className="flex flex-col gap-2 rounded-control bg-ground p-3">
      <p className="text-soft">
        A point a line: azimuth (0 north, 90 east) and altitude, degrees. Straight lines are drawn between them.
      </p>
      <textarea
        aria-label="Trees and walls"
        value={text}
        rows={8}
        spellCheck={false}
        placeholder={'0 10\n90 25\n180 8'}
        onChange={(event) => setText(event.target.value)}
        className="resize-none rounded-control bg-raised p-2.5 text-sm"
      />
      <input
        aria-label="Horizon file"
        type="file"
        accept=".txt,.hrz,.hzn,.dat,text/plain"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          file?.text().then(setText, () => notify('error', `${file.name} cannot be read`));
        }}
        className="min-h-(--control) rounded-control bg-raised p-1.5 text-soft file:mr-3 file:h-[calc(var(--control)-12px)] file:rounded-control file:border-0 file:bg-hover file:px-3 file:text-ink"
      />
      {typeof read === 'string' && <p className="text-bad">{read}</p>}
      <div className="flex justify-end gap-2">
        <Button kind="quiet" onClick={() => setText(null)}>
          Cancel
        </Button>
        <Button
          kind="primary"
          disabled={typeof read === 'string'}
          onClick={() => {
            if (typeof read === 'string') return;
            onChange(read);
            setText(null);
          }}
        >
          Keep the horizon
        </Button>
      </div>
    </div>
  );
}
