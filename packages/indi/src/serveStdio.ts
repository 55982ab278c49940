import type { Readable, Writable } from 'node:stream';
import type { ByteStream } from './byteStream.ts';
import type { PropertyServer } from './propertyServer.ts';

/**
 * Serves properties as a driver, to the `indiserver` that has started this process; settles when that has closed our
 * standard input, which is how it tells a driver to end. Nothing else may write to standard output meanwhile.
 */
export function serveStdio(
  properties: PropertyServer,
  { input, output }: { readonly input: Readable; readonly output: Writable } = {
    input: process.stdin,
    output: process.stdout,
  },
): Promise<void> {
  return properties.serve(standardStream(input, output), 'Also');
}

function standardStream(input: Readable, output: Writable): ByteStream {
  let closed = false;
  return {
    listen(listener) {
      const end = (error?: Error) => {
        if (closed) return;
        closed = true;
        listener.end(error);
      };
      input.on('data', (bytes: Buffer) => {
        if (!closed) listener.data(bytes);
      });
      input.once('end', () => end());
      input.once('error', end);
      output.once('error', end); // the reader is gone
    },
    write(bytes) {
      if (closed) return Promise.resolve();
      return new Promise((resolve) => output.write(bytes, () => resolve()));
    },
    close() {
      closed = true;
      input.destroy();
    },
  };
}
