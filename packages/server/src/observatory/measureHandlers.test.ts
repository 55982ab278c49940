import { expect, test } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';

const settings = {
  frameType: 'light',
  seconds: 2,
  bin: 1,
  gain: 120,
  offset: null,
  filter: null,
  object: '',
} as const;

test('what can be asked of a frame is answered for previews and for files alike', async () => {
  const { command, over, until } = await runningServer();
  await command('equipment.connectAll', {});
  await over((await command('capture.series', { ...settings, count: 2 })).activity);
  await over((await command('capture.single', { ...settings, keep: false })).activity);
  const { frames } = await until((state) => state.frames.length === 3);
  const [preview, , filed] = frames;
  if (!preview || !filed) throw new Error('three frames were taken');
  expect([preview.fileName, typeof filed.fileName]).toEqual([null, 'string']);
  for (const { id, width, height } of [preview, filed]) {
    const { stars } = await command('frame.stars', { frame: id, limit: 40 });
    expect(stars.length).toBeGreaterThan(10);
    const bright = stars.find((each) => !each.saturated && Math.min(each.x, each.y) > 60);
    if (!bright) throw new Error('no star to look at');
    const { star } = await command('frame.star', { frame: id, x: bright.x + 2, y: bright.y - 1 });
    expect(star?.x).toBeCloseTo(bright.x, 1);
    expect(star?.fwhmArcsec).toBeGreaterThan(0.5);
    expect(star?.points.length).toBeGreaterThan(100);
    const { channels } = await command('frame.statistics', {
      frame: id,
      area: { x: 0, y: 0, width, height: 10 },
    });
    expect(channels[0]).toMatchObject({ channel: 'all', count: 10 * width });
    const spectrum = await command('frame.spectrum', {
      frame: id,
      from: { x: 0, y: height / 2 },
      to: { x: width - 1, y: height / 2 },
      width: 21,
      method: 'mean',
      background: { gap: 2, width: 5 },
    });
    expect(spectrum.values).toHaveLength(width);
  }
  const { stars } = await command('frame.stars', { frame: preview.id, limit: 5 });
  const { points } = await command('frame.trend', { frame: preview.id, x: stars[0]?.x ?? 0, y: stars[0]?.y ?? 0 });
  expect(points.map(({ frame }) => frame)).toEqual(frames.map(({ id }) => id).reverse());
  expect(points.at(-1)?.x).toBeCloseTo(stars[0]?.x ?? 0, 1);
});

test('a star out of focus is found with its outline, and followed by a loop whose window is moved', async () => {
  const { command, over, until } = await runningServer();
  await command('equipment.connectAll', {});
  await over((await command('mount.slew', { text: 'Capella' })).activity);
  const inFocus = await command('capture.single', { ...settings, seconds: 0.5, keep: false });
  await over(inFocus.activity);
  const [sharp] = (await until((state) => state.frames.length === 1)).frames;
  expect(await command('frame.collimation', { frame: sharp?.id ?? '' })).toEqual({ collimation: null, why: 'small' });
  await over((await command('focuser.move', { by: 900 })).activity);
  await over((await command('capture.single', { ...settings, seconds: 0.5, keep: false })).activity);
  const [wide] = (await until((state) => state.frames.length === 2)).frames;
  const { collimation: all, why } = await command('frame.collimation', { frame: wide?.id ?? '' });
  if (!all || !wide) throw new Error(`no star: ${why}`);
  // A refractor has no secondary.
  expect(all.shadow).toBeNull();
  expect(all.outer.radius).toBeGreaterThan(20);

  const area = { x: Math.round(all.outer.x) - 80, y: Math.round(all.outer.y) - 80, width: 160, height: 160 };
  await expect(command('capture.moveArea', { area })).rejects.toThrow(/No loop/);
  const form = (await until(() => true)).capture;
  const loop = await command('capture.loop', { ...settings, seconds: 0.5, area, aside: true });
  const [window] = (await until((state) => state.frames[0]?.width === 160)).frames;
  const { collimation: near } = await command('frame.collimation', {
    frame: window?.id ?? '',
    place: { x: 80, y: 80 },
  });
  expect(Math.hypot((near?.outer.x ?? 0) - 80, (near?.outer.y ?? 0) - 80)).toBeLessThan(5);
  await command('capture.moveArea', { area: { ...area, x: area.x + 40 } });
  const moved = await until((state) => state.frames[0]?.area?.x === area.x + 40);
  expect(moved.capture).toEqual(form);
  await command('capture.moveArea', { area: null });
  await until((state) => state.frames[0]?.width === wide.width);
  await command('stop', { activity: loop.activity });
  await expect(command('capture.moveArea', { area })).rejects.toThrow(/No loop/);
});

test('a frame that nobody has and an area outside are refused in words', async () => {
  const { command, over, until } = await runningServer();
  await command('equipment.connect', { role: 'camera' });
  await over((await command('capture.single', { ...settings, bin: 4, keep: false })).activity);
  const { frames } = await until((state) => state.frames.length === 1);
  await expect(command('frame.star', { frame: 'gone', x: 1, y: 1 })).rejects.toThrow(/no longer in memory/);
  await expect(command('frame.trend', { frame: 'gone', x: 1, y: 1 })).rejects.toThrow(/not among/);
  const area = { x: 0, y: 0, width: 90_000, height: 1 };
  await expect(command('frame.statistics', { frame: frames[0]?.id ?? '', area })).rejects.toThrow(/not inside a frame/);
});

test('a star whose magnitude is known calibrates the others, and the catalogue does so better', async () => {
  const { command, over, until } = await runningServer();
  await command('equipment.connectAll', {});
  const slew = await command('mount.slew', { text: 'M36' });
  await over(slew.activity);
  await over((await command('capture.series', { ...settings, seconds: 10, count: 1 })).activity);
  const { frames } = await until((state) => state.frames.length === 1);
  const frame = frames[0]?.id ?? '';
  const field = await command('frame.fieldPhotometry', { frame });
  const [known, other] = field.stars.filter(({ used }) => used);
  if (!known || !other) throw new Error('no star of the catalogue');
  const before = await command('frame.photometry', { frame, x: other.x, y: other.y });
  expect(before).toMatchObject({ calibration: null, star: { magnitude: null } });
  await command('frame.setMagnitude', { frame, x: known.x, y: known.y, magnitude: known.magnitude });
  const after = await command('frame.photometry', { frame, x: other.x, y: other.y });
  expect(after.calibration?.from).toBe('star');
  expect(Math.abs((after.star?.magnitude ?? 99) - other.magnitude)).toBeLessThan(0.2);
  await command('frame.fieldPhotometry', { frame, keep: true });
  const best = await command('frame.photometry', { frame, x: other.x, y: other.y });
  expect(best.calibration).toMatchObject({ from: 'catalogue', zeroPoint: field.zeroPoint });
  expect(await command('frame.photometry', { frame, x: -5000, y: 0 })).toEqual({ star: null, calibration: null });
  await expect(command('frame.setMagnitude', { frame, x: -5000, y: 0, magnitude: 5 })).rejects.toThrow(/no star/);
});
