import type { ReactNode } from 'react';

/** The name on the left, the control on the right, on a phone too: names are short. */
export function SettingRow({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[8.5rem_minmax(0,1fr)] items-center gap-x-3">
      <span className="text-soft" aria-hidden="true">
        {label}
      </span>
      {children}
      {hint && <p className="col-start-2 pt-0.5 text-faint text-sm">{hint}</p>}
    </div>
  );
}
