import { VirtualClock } from '@uraniborg/core';
import { IndiClient, memoryPair, PropertyServer } from '@uraniborg/indi';
import { offerOverIndi } from '@uraniborg/simulators';
import { expect, test } from 'vitest';
import { patient } from '../testing/contract.ts';
import { NIGHT, simulatedNight } from '../testing/simulatedNight.ts';
import { indiCamera } from './indiCamera.ts';

/** A server that loses images on the way, as long as it is told to. */
class LossyServer extends PropertyServer {
  losing = true;
  override async sendBlob(...blob: Parameters<PropertyServer['sendBlob']>): Promise<void> {
    if (!this.losing) await super.sendBlob(...blob);
  }
}

test('an image that does not come is missed a minute after the exposure, and the next one is taken', async () => {
  const clock = new VirtualClock(NIGHT);
  const server = new LossyServer({ clock });
  offerOverIndi(server, simulatedNight(clock));
  const connect = async () => {
    const [near, far] = memoryPair();
    void server.serve(far);
    return near;
  };
  const camera = indiCamera(new IndiClient({ connect, clock }), 'Simulated camera', 'indi://camera');
  const waiting = patient(clock);
  await clock.run(camera.connect(waiting));
  const expose = () => clock.run(camera.expose({ seconds: 10, light: false, bin: { x: 4, y: 4 } }, waiting));
  const begun = clock.now();
  await expect(expose()).rejects.toThrow(/its image does not come/);
  expect((clock.now() - begun) / 1000).toBeLessThan(80);
  server.losing = false;
  expect((await expose()).pixels.width).toBeGreaterThan(0);
  await clock.run(camera.disconnect(waiting));
});
