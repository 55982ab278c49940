import { systemClock } from '@uraniborg/core';
import { type ByteStream, memoryPair } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { rigOpener } from '../rig/openDevice.ts';
import { indiWhereabouts } from './lookElsewhereIndi.ts';

const waiting = { clock: systemClock, signal: new AbortController().signal };
const told = (device: string) =>
  `<defTextVector device="${device}" name="DRIVER_INFO" state="Ok" perm="ro">` +
  '<defText name="DRIVER_EXEC">indi_sbig_ccd</defText><defText name="DRIVER_INTERFACE">22</defText></defTextVector>';

test('a camera that comes back under another name is followed by its second sensor and the wheel inside it', async () => {
  let server: ByteStream | undefined;
  const opener = rigOpener({
    clock: systemClock,
    indiInside: {
      async pi() {
        const [near, far] = memoryPair();
        far.listen({ data: () => undefined, end: () => undefined });
        server = far;
        return near;
      },
    },
  });
  const camera = 'indi://pi:7624/SBIG%20CCD';
  const rig = [camera, `${camera}?sensor=2`, camera];
  const found = indiWhereabouts({ opener, servers: () => [], taken: () => rig });
  const client = opener.indi(camera);
  await client?.open(waiting);
  await server?.write(new TextEncoder().encode(told('SBIG CCD')));
  await client?.defined('SBIG CCD', 'DRIVER_INFO', { ...waiting, timeoutMs: 10_000 });
  for (const address of rig) await found.learn(address, waiting.signal);

  await server?.write(new TextEncoder().encode(`<delProperty device="SBIG CCD"/>${told('SBIG CCD 2')}`));
  await client?.defined('SBIG CCD 2', 'DRIVER_INFO', { ...waiting, timeoutMs: 10_000 });
  for (const [seat, address] of [...rig].entries())
    await found.remedy(address, 0, (_, to) => (rig[seat] = to)).apply(waiting);
  opener.close();
  const now = 'indi://pi:7624/SBIG%20CCD%202';
  expect(rig).toEqual([now, `${now}?sensor=2`, now]);
});
