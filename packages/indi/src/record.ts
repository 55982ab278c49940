import type { Clock } from '@uraniborg/core';
import type { Connect } from './byteStream.ts';
import { content, type RecordedLine } from './recording.ts';

/**
 * The same connections, with everything that crosses them written down: one JSON line at a time, to be kept in a file
 * beside a bug report and given to `replay`.
 *
 * @param write takes each line, without its newline
 */
export function record(connect: Connect, clock: Clock, write: (line: string) => void): Connect {
  const begun = clock.now();
  let links = 0;
  return async (waiting) => {
    const stream = await connect(waiting);
    const link = links++;
    const note = (way: RecordedLine['way'], bytes?: Uint8Array) =>
      write(JSON.stringify({ t: clock.now() - begun, link, way, ...(bytes && content(bytes)) } satisfies RecordedLine));
    return {
      listen: (listener) =>
        stream.listen({
          data(bytes) {
            note('<', bytes);
            listener.data(bytes);
          },
          end(error) {
            note('<');
            listener.end(error);
          },
        }),
      write(bytes) {
        note('>', bytes);
        return stream.write(bytes);
      },
      close: () => stream.close(),
    };
  };
}
