import { constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { DeviceError, sentenceOf } from '@uraniborg/core';
import type { FrameFolder } from '@uraniborg/devices';

/** A frame is no larger. */
const MOST_BYTES = 2 ** 30;
/** What our own orders to drivers make names of: nothing else is ever read there, or taken away. */
const OURS = /^uraniborg-[\w.-]+$/;

/** A folder of this computer into which an INDI driver writes frames for us. */
export function frameFolder(path: string): FrameFolder {
  return {
    path,
    async take(file) {
      // What a server says is a wish: only what was written for us, where we said, is touched.
      if (dirname(resolve(file)) !== resolve(path) || !OURS.test(basename(file)))
        throw new DeviceError(`The driver says that its frame is ${file}, which is not in ${path}`, 'image');
      try {
        const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
        try {
          const stat = await handle.stat();
          if (!stat.isFile() || stat.size > MOST_BYTES) throw new Error('it is no frame');
          const bytes = new Uint8Array(new SharedArrayBuffer(stat.size));
          for (let at = 0; at < bytes.length; ) {
            const { bytesRead } = await handle.read(bytes, at, bytes.length - at, at);
            if (bytesRead === 0) throw new Error('it was cut off while it was read');
            at += bytesRead;
          }
          return bytes;
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw new DeviceError(
          `${file}, which the driver has written, cannot be read here (${sentenceOf(error)}): does it run on this computer, and may we read what it writes? Otherwise have frames sent over the network`,
          'image',
          { cause: error },
        );
      } finally {
        await unlink(file).catch(() => undefined);
      }
    },
  };
}
