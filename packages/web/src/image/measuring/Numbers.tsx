import type { ReactNode } from 'react';

/** Names and numbers, one below the other. */
export function Numbers({
  rows,
}: {
  rows: readonly (readonly [name: string, value: ReactNode, unit?: string] | null)[];
}) {
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4">
      {rows.map(
        (row) =>
          row && (
            <div
              key={`${row[0]} ${row[2]}`}
              className="col-span-2 grid grid-cols-subgrid items-baseline border-b py-0.5 last:border-0"
            >
              <dt className="text-soft">{row[0]}</dt>
              <dd className="text-right">
                {row[1] ?? <span className="text-faint">–</span>}
                {row[2] && row[1] !== null && <span className="text-faint"> {row[2]}</span>}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** What the panel says while it has no numbers: what to do, what goes on, or what went wrong. */
export function PanelNote({
  failure,
  busy,
  children,
}: {
  failure: string | null;
  busy: boolean;
  children?: ReactNode;
}) {
  if (failure)
    return (
      <p role="alert" className="py-2 text-bad">
        {failure}
      </p>
    );
  return <p className="py-2 text-soft">{busy ? 'Measuring …' : children}</p>;
}
