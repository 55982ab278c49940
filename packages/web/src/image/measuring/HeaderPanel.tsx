import type { FramePart } from '@uraniborg/api';
import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Choice } from '../../parts/Choice.tsx';
import { IconButton } from '../../parts/IconButton.tsx';
import { notify } from '../../shell/notices.ts';
import { PanelNote } from './Numbers.tsx';

/** The header of the frame, of each part of its file, with a search. */
export function HeaderPanel({ frame }: { frame: string }) {
  const [parts, setParts] = useState<FramePart[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [part, setPart] = useState(0);
  const [sought, setSought] = useState('');
  useEffect(() => {
    let current = true;
    setFailure(null);
    headersOf(frame).then(
      (found) => current && setParts(found),
      (error: unknown) => current && setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      current = false;
    };
  }, [frame]);
  if (!parts || failure) return <PanelNote failure={failure} busy={!failure} />;
  const shown = parts[part] ?? parts[0];
  const wanted = sought.trim().toLowerCase();
  const cards = (shown?.cards ?? []).filter((card) => wanted === '' || lineOf(card).toLowerCase().includes(wanted));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(cards.map(lineOf).join('\n'));
      notify('info', `${cards.length} lines are copied`);
    } catch {
      notify('error', 'This browser does not let the page copy: choose the lines and copy them by hand');
    }
  };
  return (
    <div className="flex flex-col gap-2">
      {parts.length > 1 && (
        <Choice
          label="Part of the file"
          value={String(shown?.index ?? 0)}
          options={parts.map(({ index, kind, name, axes }) => ({
            value: String(index),
            label: `${index}: ${name ?? kind}${axes.length > 0 ? `, ${axes.join(' × ')}` : ''}`,
          }))}
          onChange={(value) => setPart(parts.findIndex(({ index }) => String(index) === value))}
        />
      )}
      <div className="flex gap-1">
        <input
          type="search"
          aria-label="Search the header"
          placeholder="Search"
          value={sought}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => setSought(event.target.value)}
          className="h-(--control) w-full min-w-0 rounded-control bg-raised px-2.5"
        />
        <IconButton icon={Copy} label="Copy what is listed" onClick={() => void copy()} />
      </div>
      <p className="text-faint text-sm">
        {cards.length} of {shown?.cards.length ?? 0}
      </p>
      <ul className="flex flex-col text-sm" aria-label="Cards">
        {cards.map((card, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a keyword may stand several times, with one text
          <li key={at} className="grid grid-cols-[5.5rem_1fr] gap-2 border-b py-1">
            <span className="break-all text-soft">{card.keyword}</span>
            <span className="min-w-0">
              {card.value !== null && <span className="break-words">{card.value}</span>}
              {card.comment !== '' && <span className="block break-words text-faint">{card.comment}</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function lineOf({ keyword, value, comment }: FramePart['cards'][number]): string {
  const said = value === null ? keyword.padEnd(8) : `${keyword.padEnd(8)}= ${value}`;
  return comment === '' ? said : `${said} / ${comment}`;
}

async function headersOf(frame: string): Promise<FramePart[]> {
  const response = await fetch(`/api/v1/frames/${encodeURIComponent(frame)}/headers`).catch(() => {
    throw new Error('The observatory does not answer');
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as FramePart[];
  throw new Error((body as { error?: { message?: string } } | null)?.error?.message ?? 'The header cannot be read');
}
