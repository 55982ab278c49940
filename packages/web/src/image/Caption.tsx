import type { ReactNode } from 'react';

/** What is on the screen, and beside it what can be done about that: never below it, where it would hide more of the image. */
export function Caption({ beside, children }: { beside: ReactNode; children: ReactNode }) {
  return (
    <div className="flex max-w-full items-start gap-2">
      {children}
      <div className="pointer-events-auto flex flex-none gap-2">{beside}</div>
    </div>
  );
}
