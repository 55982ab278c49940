import { pixelHeaders } from '@uraniborg/api';
import { histogramOf, type Statistics, statisticsOfHistogram } from '@uraniborg/imaging';
import { type PixelType, toSixteenBits } from './toSixteenBits.ts';

/** Fetches a frame and counts its pixels, away from the thread that draws. */
export interface FrameImage {
  width: number;
  height: number;
  planes: 1 | 3;
  /** Planar, row-major. */
  pixels: Uint16Array<ArrayBuffer>;
  /** value = zero + scale * stored */
  scale: number;
  zero: number;
  /** The largest stored value that the data can have. */
  range: number;
  /** One per plane, a bin for every stored value. */
  histograms: Uint32Array[];
  /** One per plane, of the stored values. */
  statistics: Statistics[];
}

export type FrameNews =
  | { id: string; kind: 'progress'; fraction: number }
  | { id: string; kind: 'image'; image: FrameImage }
  | { id: string; kind: 'failed'; message: string };

/** What a worker is to itself; the page's own `self` is what the compiler knows. */
const worker = self as unknown as {
  postMessage(message: FrameNews, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<string>) => void) | null;
};
const LARGEST = 400_000_000;

async function load(id: string): Promise<FrameImage> {
  const response = await fetch(`/api/v1/frames/${encodeURIComponent(id)}/pixels`).catch(() => {
    throw new Error('The observatory does not answer');
  });
  if (!response.ok || !response.body) {
    const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
    throw new Error(body?.error?.message ?? `The observatory answered ${response.status} ${response.statusText}`);
  }
  const header = (name: string): string => response.headers.get(name) ?? '';
  const [width, height, planes] = [pixelHeaders.width, pixelHeaders.height, pixelHeaders.planes].map((name) =>
    Number(header(name)),
  ) as [number, number, number];
  const type = header(pixelHeaders.type);
  const bytesEach = { uint8: 1, uint16: 2, int32: 4, float32: 4 }[type];
  if (!bytesEach || !(width > 0 && height > 0) || (planes !== 1 && planes !== 3)) {
    throw new Error(`The frame came as ${width} x ${height} x ${planes} ${type}, which cannot be shown`);
  }
  const length = width * height * planes * bytesEach;
  if (length > LARGEST) throw new Error(`The frame has ${length} bytes, which is more than this page takes`);
  const bytes = new Uint8Array(length);
  let received = 0;
  let told = 0;
  for await (const part of response.body) {
    if (received + part.length > length) throw new Error('The frame came with more bytes than its size says');
    bytes.set(part, received);
    received += part.length;
    if (received - told > length / 20) {
      told = received;
      tell({ id, kind: 'progress', fraction: received / length });
    }
  }
  if (received !== length) throw new Error(`The frame broke off after ${received} of ${length} bytes`);

  const sixteen = toSixteenBits(bytes.buffer, type as PixelType);
  const size = width * height;
  const histograms = Array.from({ length: planes }, (_, plane) =>
    histogramOf({ width, height, planes: 1, data: sixteen.pixels.subarray(plane * size, (plane + 1) * size) }),
  );
  const statistics = histograms.map(statisticsOfHistogram);
  return { width, height, planes, ...sixteen, histograms: histograms.map(({ bins }) => bins), statistics };
}

function tell(news: FrameNews, transfer: Transferable[] = []): void {
  worker.postMessage(news, transfer);
}

worker.onmessage = async ({ data: id }) => {
  try {
    const image = await load(id);
    tell({ id, kind: 'image', image }, [image.pixels.buffer, ...image.histograms.map(({ buffer }) => buffer)]);
  } catch (error) {
    tell({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};
