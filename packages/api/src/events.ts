import type { PropertiesEvent } from './properties.ts';
import type { ObservatoryState } from './state.ts';

/**
 * What the server sends over the one WebSocket, /api/v1/events, as JSON texts. First `state`, whole; then the top-level
 * parts that changed, each whole. A client that sees a gap in `sequence` reconnects. `time` comes at least once a second,
 * so that a client can tell a quiet observatory from a dead line: after 6 s of silence it reconnects. What a client says
 * (`PropertiesWish`) is answered by events of the type `properties`, which have no sequence.
 */
export type ServerEvent =
  | { type: 'state'; sequence: number; state: ObservatoryState }
  | { type: 'parts'; sequence: number; parts: Partial<ObservatoryState> };

/** Everything that may come over it. */
export type FeedEvent = ServerEvent | PropertiesEvent;

/**
 * GET /api/v1/frames/<id>/pixels answers application/octet-stream: raw little-endian pixels, row-major, planar, with
 * these response headers. 16-bit unsigned wherever the camera's data allow it.
 */
export const pixelHeaders = {
  width: 'x-frame-width',
  height: 'x-frame-height',
  planes: 'x-frame-planes',
  /** 'uint8' | 'uint16' | 'int32' | 'float32' */
  type: 'x-frame-type',
} as const;
