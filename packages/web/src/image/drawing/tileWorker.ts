import { riceDecode } from '@uraniborg/formats';

/** Fetches tiles and unpacks them, away from the thread that draws. */
export type TileAsked =
  | { readonly key: string; readonly url: string; readonly samples: number }
  | { readonly cancel: string };

export type TileAnswer =
  | { readonly key: string; readonly pixels: Uint16Array<ArrayBuffer> }
  | { readonly key: string; readonly failed: string };

/** What a worker is to itself; the page's own `self` is what the compiler knows. */
const worker = self as unknown as {
  postMessage(answer: TileAnswer, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<TileAsked>) => void) | null;
};
const underWay = new Map<string, AbortController>();

async function load(url: string, samples: number, signal: AbortSignal): Promise<Uint16Array<ArrayBuffer>> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    throw signal.aborted ? error : new Error('The observatory does not answer');
  });
  if (!response.ok) {
    const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
    throw new Error(body?.error?.message ?? `The observatory answered ${response.status} ${response.statusText}`);
  }
  const packed = new Uint8Array(await response.arrayBuffer());
  const pixels = new Uint16Array(samples);
  // Differences wrap round in 16 bits, so that it is all one whether there is a sign.
  riceDecode(packed, new Int16Array(pixels.buffer));
  return pixels;
}

worker.onmessage = async ({ data }) => {
  if ('cancel' in data) {
    underWay.get(data.cancel)?.abort();
    return;
  }
  const { key, url, samples } = data;
  const mine = new AbortController();
  underWay.set(key, mine);
  try {
    const pixels = await load(url, samples, mine.signal);
    worker.postMessage({ key, pixels }, [pixels.buffer]);
  } catch (error) {
    if (!mine.signal.aborted)
      worker.postMessage({ key, failed: error instanceof Error ? error.message : String(error) }, []);
  } finally {
    if (underWay.get(key) === mine) underWay.delete(key);
  }
};
