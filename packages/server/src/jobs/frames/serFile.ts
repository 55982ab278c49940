import { type Instant, parseUtc } from '@uraniborg/core';
import { cardText, type Frame, type Header, type SerColour, type SerWriter, serWriter } from '@uraniborg/formats';
import { toSixteenBits } from '@uraniborg/imaging';
import { bayerOrderOf } from './bayerOrder.ts';
import { writeWhole } from './writeWhole.ts';

/**
 * Writes frames of one size as a SER recording, each with the time of its DATE-OBS where it has one. 8 and 16 bits stay as
 * they are; of anything else each frame is spread over its own range.
 *
 * @throws InvalidInput a frame does not fit the first one, or the name is taken; what `frames` throws
 * @throws StorageError
 */
export async function writeSerFile(path: string, frames: AsyncIterable<Frame>): Promise<void> {
  await writeWhole(path, async (file) => {
    let writer: SerWriter | undefined;
    let place = 0;
    const write = async (bytes: Uint8Array, at: number) => {
      for (let done = 0; done < bytes.length; )
        done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      return at + bytes.length;
    };
    for await (const each of frames) {
      const frame = storable(each);
      if (!writer) {
        writer = writerFor(frame);
        place = await write(writer.header(), 0);
      }
      place = await write(writer.frame(frame.pixels, timeOf(frame.header)), place);
    }
    if (!writer) return;
    await write(writer.trailer(), place);
    // It knows only now how many there are.
    await write(writer.header(), 0);
  });
}

/** A recording of one frame. */
export function* serOfFrame(given: Frame): Generator<Uint8Array> {
  const frame = storable(given);
  const writer = writerFor(frame);
  const pixels = writer.frame(frame.pixels, timeOf(frame.header));
  yield writer.header();
  yield pixels;
  yield writer.trailer();
}

function storable(frame: Frame): Frame {
  const { data } = frame.pixels;
  if (data instanceof Uint8Array || data instanceof Uint16Array) return frame;
  return { pixels: toSixteenBits(frame.pixels).pixels, header: frame.header };
}

function writerFor({ pixels, header }: Frame): SerWriter {
  const { width, height, planes, data } = pixels;
  const colour: SerColour = planes === 3 ? 'RGB' : cardText(header, 'BAYERPAT') ? bayerOrderOf(header) : 'mono';
  const text = (keyword: string) => cardText(header, keyword) ?? '';
  return serWriter({
    ...{ width, height, colour, depth: data instanceof Uint8Array ? 8 : 16 },
    ...{ observer: text('OBSERVER'), instrument: text('INSTRUME'), telescope: text('TELESCOP') },
  });
}

/** To the nanosecond: recordings have a tenth of a microsecond. */
function timeOf(header: Header): Instant | undefined {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z?$/.exec(cardText(header, 'DATE-OBS') ?? '');
  if (!found) return undefined;
  try {
    const ns = BigInt(parseUtc(`${found[1]}Z`)) * 1_000_000n + BigInt((found[2] ?? '').padEnd(9, '0'));
    return { ns, scale: 'UTC', marks: 'start', source: 'system', uncertaintyNs: Number.POSITIVE_INFINITY };
  } catch {
    // A day that there is not is no time.
    return undefined;
  }
}
