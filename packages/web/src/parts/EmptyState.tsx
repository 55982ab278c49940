import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children?: ReactNode }) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center text-soft">
      <Icon size={36} strokeWidth={1} className="text-faint" aria-hidden="true" />
      <p className="text-base text-ink">{title}</p>
      {children}
    </div>
  );
}
