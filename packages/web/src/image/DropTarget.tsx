import { useEffect, useState } from 'react';
import { useMay } from '../observatory/session.ts';
import { Button } from '../parts/Button.tsx';
import { notify } from '../shell/notices.ts';
import { openFile, refuseFile, useSending } from './openFile.ts';
import { pickFile } from './shownFrame.ts';

/** A file that is dropped anywhere on the page is opened, and not shown by the browser instead of the page. */
export function DropTarget() {
  const [over, setOver] = useState(false);
  const sending = useSending();
  const may = useMay('operator');
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    addEventListener(
      'dragover',
      (event) => {
        if (!carries(event)) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    addEventListener(
      'drop',
      (event) => {
        if (!carries(event)) return;
        event.preventDefault();
        setOver(false);
        const [file, ...others] = event.dataTransfer?.files ?? [];
        if (!may) refuseFile();
        else if (file)
          void openFile(file).then((opened) => {
            if (!opened) return;
            pickFile(opened);
            if (others.length > 0) notify('info', 'One file is shown at a time: the first of those that were dropped');
          });
      },
      { signal },
    );
    return () => ending.abort();
  }, [may]);
  if (sending)
    return (
      <div
        role="status"
        className="absolute inset-x-3 bottom-12 flex items-center gap-3 rounded-control bg-panel/95 px-3 py-2"
      >
        <span className="min-w-0 flex-1 truncate">
          {sending.name}
          <span className="text-soft">
            {sending.fraction < 1 ? ` is on its way, ${Math.floor(sending.fraction * 100)} %` : ' is being read'}
          </span>
        </span>
        <Button onClick={sending.stop}>Stop</Button>
      </div>
    );
  if (!over) return null;
  return (
    <div className="pointer-events-none absolute inset-2 flex items-center justify-center rounded-control border-2 border-accent border-dashed bg-ground/70">
      <p className="text-lg">{may ? 'Let go to look at it' : 'Only an operator can open files here'}</p>
    </div>
  );
}
