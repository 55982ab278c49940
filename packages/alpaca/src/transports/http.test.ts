import { expect, test } from 'vitest';
import { alpacaClient, createAlpacaHandler, httpTransport, serveAlpaca } from '../index.ts';

const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };

test('a device across a socket', async () => {
  const handler = createAlpacaHandler({
    server,
    devices: [
      {
        type: 'camera',
        number: 0,
        name: 'C',
        uniqueId: 'c',
        driver: {
          cameraXSize: () => 3,
          cameraYSize: () => 2,
          cameraState: () => 'idle',
          imageReady: () => true,
          startExposure: () => {},
          imageArray: () => ({ width: 3, height: 2, planes: 1, data: new Uint16Array([1, 2, 3, 4, 5, 60000]) }),
        },
      },
    ],
  });
  const listening = await serveAlpaca(handler);
  const transport = httpTransport(`http://127.0.0.1:${listening.port}`);
  try {
    const camera = alpacaClient('camera', 0, { transport });
    await camera.putConnected(true);
    await camera.startExposure(1, true);
    expect(await camera.cameraXSize()).toBe(3);
    expect(await camera.imageArray()).toEqual({
      width: 3,
      height: 2,
      planes: 1,
      data: new Uint16Array([1, 2, 3, 4, 5, 60000]),
      imageElementType: 'int32',
      transmissionElementType: 'uint16',
    });
  } finally {
    transport.close();
    await listening.close();
  }
});
