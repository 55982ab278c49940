import { useState } from 'react';

/**
 * The frame as the server stretched it, small and in 8 bits, until the canvas draws it: on a slow line that is the
 * difference between a picture and a waiting page. Red by night (see .picture in look.css).
 */
export function FirstLook({ id }: { id: string }) {
  const [failed, setFailed] = useState(false);
  if (failed) return null;
  return (
    <span className="picture pointer-events-none absolute! inset-0">
      <img
        className="size-full object-contain"
        src={`/api/v1/frames/${encodeURIComponent(id)}/preview?size=large`}
        alt=""
        onError={() => setFailed(true)}
      />
    </span>
  );
}
