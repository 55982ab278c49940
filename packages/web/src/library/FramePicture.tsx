import type { FrameSummary } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';

interface Props {
  frame: FrameSummary;
  size: 'small' | 'large';
  className?: string;
}

/** A frame as the server's small picture of it, red by night (see .picture in look.css). */
export function FramePicture({ frame, size, className = '' }: Props) {
  return (
    <span className={`picture block bg-ground ${className}`}>
      <img
        src={`/api/v1/frames/${encodeURIComponent(frame.id)}/preview?size=${size}`}
        alt={`${frame.object || frame.frameType} of ${utcText(frame.startedAt, 0).slice(11, 19)}`}
        width={frame.width}
        height={frame.height}
        loading={size === 'small' ? 'lazy' : 'eager'}
        className="size-full object-contain"
      />
    </span>
  );
}
