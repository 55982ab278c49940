import type { PropertyState } from '@uraniborg/api';

const looks: Record<PropertyState, { tone: string; says: string }> = {
  idle: { tone: 'text-faint', says: 'idle' },
  ok: { tone: 'text-good', says: 'ok' },
  busy: { tone: 'text-warn', says: 'busy' },
  alert: { tone: 'text-bad', says: 'alert' },
};

/** The state of a property by shape and colour: a ring, a disc, a half, a triangle. */
export function StateLamp({ state, size = 12 }: { state: PropertyState; size?: number }) {
  const { tone, says } = looks[state];
  return (
    <svg
      role="img"
      aria-label={says}
      viewBox="0 0 12 12"
      width={size}
      height={size}
      className={`flex-none ${tone}`}
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      {state === 'idle' && <circle cx="6" cy="6" r="4.25" fill="none" />}
      {state === 'ok' && <circle cx="6" cy="6" r="4.25" />}
      {state === 'busy' && (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" />
          <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" stroke="none" />
        </>
      )}
      {state === 'alert' && <path d="M6 1.5 11 10.5H1z" strokeLinejoin="round" />}
    </svg>
  );
}
