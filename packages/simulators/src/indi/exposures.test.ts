import { cardNumber, cardText, readFits } from '@uraniborg/formats';
import { type Blob, numberOf } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { indiSession } from '../testing/indiSession.ts';
import { pointAt } from '../testing/observatory.ts';

const CAMERA = 'Simulated guide camera';

/** A session with the guide camera connected, its frames, and the values of its countdown. */
async function exposing(device = CAMERA) {
  const session = await indiSession();
  const { client, connected, run, waiting } = session;
  await connected(device);
  const blobs = await run(client.receiveBlobs(device, 'CCD1', waiting));
  const frames: Blob[] = [];
  const story: string[] = [];
  blobs.watch((event) => {
    if (event.kind !== 'blob') return;
    frames.push(event.blob);
    story.push('frame');
  });
  client.watch((event) => {
    if (event.kind !== 'changed' || event.vector.name !== 'CCD_EXPOSURE') return;
    story.push(`${event.vector.state} ${numberOf(event.vector, 'CCD_EXPOSURE_VALUE')}`);
  });
  const expose = (seconds: number) => session.change(device, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: seconds });
  return { ...session, frames, story, expose };
}

test('counts down each second, reads out, hands over the frame and is done', async () => {
  const { expose, story, frames, clock, sleep } = await exposing();
  const before = clock.now();
  await expose(3);
  await sleep(1);
  expect(story.filter((each) => each !== 'frame')).toEqual(['Busy 3', 'Busy 2', 'Busy 1', 'Busy 0', 'Busy 0', 'Ok 0']);
  expect(frames).toHaveLength(1);
  const { header, pixels } = readFits(frames[0]?.bytes ?? new Uint8Array());
  expect(pixels).toMatchObject({ width: 1280, height: 960 });
  expect(cardNumber(header, 'EXPTIME')).toBe(3);
  expect(Date.parse(`${cardText(header, 'DATE-OBS')}Z`)).toBeCloseTo(before, -1);
  expect(cardText(header, 'INSTRUME')).toBe(CAMERA);
});

test('a stopped exposure is Idle and sends no frame; a new one takes the place of the old', async () => {
  const { send, change, client, story, frames, sleep, expose } = await exposing();
  await send(CAMERA, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 50 });
  await sleep(1500);
  await change(CAMERA, 'CCD_ABORT_EXPOSURE', { ABORT: true });
  expect(client.vector(CAMERA, 'CCD_EXPOSURE')?.state).toBe('Idle');
  await sleep(200_000);
  expect(frames).toHaveLength(0);
  story.length = 0;
  await send(CAMERA, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 50 });
  await sleep(1500);
  await expose(1);
  await sleep(200_000);
  expect(frames).toHaveLength(1);
  expect(story.findLast((each) => each !== 'frame')).toBe('Ok 0');
});

test('an exposure that is stopped over the other protocol is Idle', async () => {
  const { send, driver, client, sleep } = await exposing();
  await send(CAMERA, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 50 });
  await sleep(1500);
  await driver('camera', 1).abortExposure?.();
  await sleep(3000);
  expect(client.vector(CAMERA, 'CCD_EXPOSURE')?.state).toBe('Idle');
});

test('letting go of the camera in the middle ends it', async () => {
  const { send, change, connected, sleep, frames, expose } = await exposing();
  await send(CAMERA, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 5 });
  await sleep(1500);
  await change(CAMERA, 'CONNECTION', { DISCONNECT: true });
  await sleep(20_000);
  expect(frames).toHaveLength(0);
  await connected(CAMERA);
  await expose(1);
  await sleep(1);
  expect(frames).toHaveLength(1);
});

test('a part of the sensor, binned; what does not fit is refused', async () => {
  const { change, expose, frames, sleep, run, client, waiting } = await exposing();
  await change(CAMERA, 'CCD_BINNING', { HOR_BIN: 2, VER_BIN: 2 });
  await expect(change(CAMERA, 'CCD_BINNING', { HOR_BIN: 2, VER_BIN: 1 })).rejects.toThrow(/as many in x as in y/);
  await change(CAMERA, 'CCD_BINNING', { HOR_BIN: 2, VER_BIN: 2 });
  await change(CAMERA, 'CCD_FRAME', { X: 100, Y: 60, WIDTH: 201, HEIGHT: 100 });
  const beyond = run(client.change(CAMERA, 'CCD_FRAME', { X: 1200, Y: 0, WIDTH: 200, HEIGHT: 100 }, waiting));
  await expect(beyond).rejects.toThrow(/reaches beyond/);
  await expose(0.5);
  await sleep(1);
  const { header, pixels } = readFits(frames[0]?.bytes ?? new Uint8Array());
  expect(pixels).toMatchObject({ width: 100, height: 50 });
  expect([cardNumber(header, 'FRAMEX'), cardNumber(header, 'XBINNING')]).toEqual([100, 2]);
  await change(CAMERA, 'CCD_FRAME_RESET', { RESET: true });
  expect(numberOf(client.vector(CAMERA, 'CCD_FRAME'), 'WIDTH')).toBe(1280);
});

test('the header says what the devices around the camera said, and only those that it was told of', async () => {
  const { change, connected, expose, frames, sleep, client, ...session } = await exposing();
  for (const device of ['Simulated mount', 'Simulated filter wheel', 'Simulated focuser', 'Simulated rotator'])
    await connected(device);
  await pointAt(session, { ra: 60, dec: 30 });
  await change('Simulated filter wheel', 'FILTER_SLOT', { FILTER_SLOT_VALUE: 5 });
  await change('Simulated filter wheel', 'FILTER_NAME', { FILTER_SLOT_NAME_5: 'My Ha' });
  await change('Simulated rotator', 'ABS_ROTATOR_ANGLE', { ANGLE: 33 });
  await change(CAMERA, 'FITS_HEADER', { FITS_OBSERVER: 'Tycho', FITS_OBJECT: 'Comet of 1577' });
  await change(CAMERA, 'CCD_FRAME_TYPE', { FRAME_FLAT: true });
  await expose(1);
  await change(CAMERA, 'ACTIVE_DEVICES', { ACTIVE_TELESCOPE: 'Another mount' });
  await expose(1);
  await sleep(1);
  const [first, second] = frames.map(({ bytes }) => readFits(bytes).header);
  if (!first || !second) throw new Error('two frames were taken');
  // As the mount believes, which has pointing errors.
  expect(cardNumber(first, 'RA')).toBeCloseTo(60, 0);
  expect(cardNumber(first, 'DEC')).toBeCloseTo(30, 0);
  expect(cardText(first, 'FILTER')).toBe('My Ha');
  expect(cardNumber(first, 'ROTATANG')).toBeCloseTo(33);
  expect(cardText(first, 'OBSERVER')).toBe('Tycho');
  expect(cardText(first, 'OBJECT')).toBe('Comet of 1577');
  expect(cardText(first, 'FRAME')).toBe('Flat');
  expect(cardNumber(first, 'FOCALLEN')).toBe(session.world.guide.telescope.focalLength);
  expect(cardNumber(second, 'RA')).toBeUndefined();
  expect(cardText(second, 'FILTER')).toBe('My Ha');
});

test('no power, no exposure; a camera that breaks while it exposes is said to', async () => {
  const { change, connected, faults, send, sleep, client } = await exposing('Simulated camera');
  await connected('Simulated power box');
  await send('Simulated camera', 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: 10 });
  await sleep(1000);
  const mend = faults.add({ device: 'camera/0', kind: 'disconnected' });
  await sleep(20_000);
  expect(client.vector('Simulated camera', 'CCD_EXPOSURE')).toBeUndefined();
  mend();
  await change('Simulated power box', 'DIGITAL_OUTPUT_2', { OFF: true });
  await expect(change('Simulated camera', 'CONNECTION', { CONNECT: true })).rejects.toThrow(/no power/);
});

test('black frames are black', async () => {
  const { faults, expose, frames, sleep } = await exposing();
  faults.add({ device: 'camera/1', kind: 'blackFrames' });
  await expose(1);
  await sleep(1);
  expect(readFits(frames[0]?.bytes ?? new Uint8Array()).pixels.data.every((pixel) => pixel === 0)).toBe(true);
});
