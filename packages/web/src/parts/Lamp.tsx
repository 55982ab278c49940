import type { DeviceState } from '@uraniborg/api';

const looks: Record<DeviceState['link'], { tone: string; says: string }> = {
  off: { tone: 'text-faint', says: 'not connected' },
  connecting: { tone: 'text-warn', says: 'connecting' },
  on: { tone: 'text-good', says: 'connected' },
  error: { tone: 'text-bad', says: 'failed' },
};

/** The state of a device by shape and colour: a ring, a half, a disc, a triangle. */
export function Lamp({ link, size = 12 }: { link: DeviceState['link']; size?: number }) {
  const { tone, says } = looks[link];
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
      {link === 'off' && <circle cx="6" cy="6" r="4.25" fill="none" />}
      {link === 'connecting' && (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" />
          <path d="M6 1.75a4.25 4.25 0 0 1 0 8.5z" stroke="none" />
        </>
      )}
      {link === 'on' && <circle cx="6" cy="6" r="4.25" />}
      {link === 'error' && <path d="M6 1.5 11 10.5H1z" strokeLinejoin="round" />}
    </svg>
  );
}
