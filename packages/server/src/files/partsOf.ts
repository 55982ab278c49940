import type { FramePart } from '@uraniborg/api';
import type { Header } from '@uraniborg/formats';
import { type PartHeader, readHeaders } from '../jobs/frames/readHeaders.ts';
import type { FrameAt } from '../workers/openFrame.ts';

/** The headers of a frame: of every part of its file, or as it will be written. */
export async function partsOf(frame: FrameAt): Promise<FramePart[]> {
  if (typeof frame === 'string') return (await readHeaders(frame)).map(told);
  if ('file' in frame) return (await readHeaders(frame.file)).map(told);
  const { width, height, planes } = frame.pixels;
  const axes = planes === 1 ? [width, height] : [width, height, planes];
  return [{ index: 0, kind: 'image', name: null, axes, cards: cardsOf(frame.header) }];
}

function told({ index, kind, name, axes, header }: PartHeader): FramePart {
  return { index, kind, name: name ?? null, axes: [...axes], cards: cardsOf(header) };
}

function cardsOf(header: Header): FramePart['cards'] {
  return header.map(({ keyword, value, comment }) => ({
    keyword,
    value: value === undefined ? null : typeof value === 'boolean' ? (value ? 'T' : 'F') : String(value),
    comment,
  }));
}
