import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { DeviceError, type Waiting } from '@uraniborg/core';
import type { Remedy } from '@uraniborg/devices';
import { type IndiClient, textOf } from '@uraniborg/indi';
import { storageError } from '../storage/storageError.ts';

/** Until a driver that was started anew has its hardware again. */
const START_MS = 3000;

/**
 * Has an indiserver on this computer stop a driver and start it anew, through the FIFO that it was given (option -f).
 * INDI itself knows no such command.
 *
 * @param device its name on that server
 */
export function restartDriver(client: IndiClient, device: string, fifo: string, after: number): Remedy {
  /** What the driver said of itself when it was well: a hung one says nothing. */
  const program = () => textOf(client.vector(device, 'DRIVER_INFO'), 'DRIVER_EXEC');
  let known = program();
  client.watch(() => {
    known = program() ?? known;
  });
  return {
    name: 'start its driver anew',
    after,
    async apply(waiting) {
      const driver = program() ?? known;
      if (!driver || /[\s"]/.test(driver))
        throw new DeviceError(`${device} has not said which program its driver is`, 'Missing');
      await tell(fifo, `stop ${driver}\n`, waiting);
      await waiting.clock.sleep(1000, waiting.signal);
      await tell(fifo, `start ${driver}\n`, waiting);
      await waiting.clock.sleep(START_MS, waiting.signal);
    },
  };
}

/** Without waiting for a reader: where nobody reads, no indiserver runs. */
async function tell(fifo: string, line: string, { clock }: Waiting): Promise<void> {
  await clock.hold(
    (async () => {
      try {
        const file = await open(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
        try {
          await file.write(line);
        } finally {
          await file.close();
        }
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (code === 'ENXIO') throw new DeviceError(`No indiserver reads ${fifo}`, 'ENXIO');
        throw storageError(`The indiserver cannot be told through ${fifo}`, error);
      }
    })(),
  );
}
