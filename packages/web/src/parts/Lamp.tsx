import type { DeviceState, PropertyState } from '@uraniborg/api';

type Shape = 'ring' | 'half' | 'disc' | 'triangle';

const looks: Record<DeviceState['link'] | PropertyState, { shape: Shape; says: string }> = {
  off: { shape: 'ring', says: 'not connected' },
  connecting: { shape: 'half', says: 'connecting' },
  on: { shape: 'disc', says: 'connected' },
  error: { shape: 'triangle', says: 'failed' },
  idle: { shape: 'ring', says: 'idle' },
  busy: { shape: 'half', says: 'busy' },
  ok: { shape: 'disc', says: 'ok' },
  alert: { shape: 'triangle', says: 'alert' },
};

const tones: Record<Shape, string> = { ring: 'text-faint', half: 'text-warn', disc: 'text-good', triangle: 'text-bad' };

/** The state of a device or of a property by shape and colour: a ring, a half, a disc, a triangle. */
export function Lamp({ state, size = 12 }: { state: keyof typeof looks; size?: number }) {
  const { shape, says } = looks[state];
  return (
    <svg
      role="img"
      aria-label={says}
      viewBox="0 0 12 12"
      width={size}
      height={size}
      className={`flex-none ${tones[shape]}`}
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      {shape === 'ring' && <circle cx="6" cy="6" r="4.25" fill="none" />}
      {shape === 'half' && (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" />
          <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" stroke="none" />
        </>
      )}
      {shape === 'disc' && <circle cx="6" cy="6" r="4.25" />}
      {shape === 'triangle' && <path d="M6 1.5 11 10.5H1z" strokeLinejoin="round" />}
    </svg>
  );
}
