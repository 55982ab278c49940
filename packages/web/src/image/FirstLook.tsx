import { useState } from 'react';
import { useRemembered } from '../remembered.ts';
import { night } from '../shell/night.ts';

/**
 * The frame as the server stretched it, small and in 8 bits, until the pixels themselves are on the graphics card: on a
 * slow line that is the difference between a picture and a waiting page. Not at night: it is not red.
 */
export function FirstLook({ id }: { id: string }) {
  const [failed, setFailed] = useState(false);
  if (useRemembered(night) || failed) return null;
  return (
    <img
      className="pointer-events-none absolute inset-0 size-full object-contain"
      src={`/api/v1/frames/${encodeURIComponent(id)}/preview?size=large`}
      alt=""
      onError={() => setFailed(true)}
    />
  );
}
