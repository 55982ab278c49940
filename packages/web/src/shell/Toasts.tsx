import { Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { observatoryState, subscribe } from '../observatory/observatory.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { dismiss, notify, useNotices } from './notices.ts';

/** What went wrong just now, in the server's own sentence. */
export function Toasts() {
  const notices = useNotices();
  useEffect(followLog, []);
  return (
    <div className="pointer-events-none fixed right-2 bottom-2 z-50 flex w-[min(26rem,calc(100vw-1rem))] flex-col gap-2 max-md:bottom-18">
      {notices.map(({ id, level, text }) => {
        const Icon = level === 'error' ? TriangleAlert : Info;
        return (
          <div
            key={id}
            role={level === 'error' ? 'alert' : 'status'}
            className="pointer-events-auto flex items-start gap-3 rounded-control bg-hover py-1.5 pr-1.5 pl-3 shadow-lg"
          >
            <Icon
              size={18}
              aria-hidden="true"
              className={`mt-2 flex-none ${level === 'error' ? 'text-bad' : 'text-accent'}`}
            />
            <p className="min-w-0 flex-1 self-center break-words py-1.5">{text}</p>
            <IconButton icon={X} label="Dismiss" onClick={() => dismiss(id)} />
          </div>
        );
      })}
    </div>
  );
}

/** Errors that come into the log while this page is open are news; those before are history. */
function followLog(): () => void {
  let seen: number | null = null;
  return subscribe(() => {
    const log = observatoryState()?.log;
    if (!log) return;
    const last = log.at(-1)?.at ?? 0;
    if (seen !== null) {
      for (const { at, level, text } of log) if (at > seen && level === 'error') notify('error', text);
    }
    seen = Math.max(seen ?? 0, last);
  });
}
