import type { FrameSummary } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { frameSubject } from '../parts/frameSubject.ts';

interface Props {
  frame: FrameSummary;
  size: 'small' | 'large';
  className?: string;
}

/** A frame as the server's small picture of it, red by night (see .picture in look.css). */
export function FramePicture({ frame, size, className = '' }: Props) {
  const [isGone, setIsGone] = useState(false);
  const name = `${frameSubject(frame).name} of ${utcText(frame.startedAt, 0).slice(11, 19)}`;
  return (
    <span className={`picture block bg-ground ${className}`}>
      {isGone ? (
        <span className="flex size-full items-center justify-center text-faint" role="img" aria-label={name}>
          <ImageOff size={20} strokeWidth={1.5} aria-hidden="true" />
          <span className="pl-2 text-sm">no picture</span>
        </span>
      ) : (
        <img
          src={`/api/v1/frames/${encodeURIComponent(frame.id)}/preview?size=${size}`}
          alt={name}
          width={frame.width}
          height={frame.height}
          loading={size === 'small' ? 'lazy' : 'eager'}
          className="size-full object-contain"
          onError={() => setIsGone(true)}
        />
      )}
    </span>
  );
}
