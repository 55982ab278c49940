import { expect, test } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';

const settings = { frameType: 'dark', seconds: 1, bin: 2, gain: null, offset: null, filter: null, object: '' } as const;

/** The header of a frame, as text. */
async function header(url: string, id: string): Promise<string> {
  const bytes = await (await fetch(`${url}api/v1/frames/${id}/file`)).arrayBuffer();
  return Buffer.from(bytes.slice(0, 28_800)).toString('latin1');
}

test('the guide camera takes frames of its own, which do not say what the main camera looks through', async () => {
  const { command, over, url } = await runningServer();
  await command('profile.set', { options: { telescope: { name: 'RC 8', focalLengthMm: 1624 } } });
  await command('equipment.connectAll', {});
  const take = async (camera: 'camera' | 'guideCamera') => {
    const { frames } = await over((await command('capture.single', { ...settings, camera, keep: true })).activity);
    const [frame] = frames;
    if (!frame) throw new Error('no frame');
    return { frame, text: await header(url, frame.id) };
  };
  const guide = await take('guideCamera');
  const main = await take('camera');
  expect(guide.frame.width).not.toBe(main.frame.width);
  expect(guide.text).toContain("INSTRUME= 'Simulated guide camera'");
  expect(main.text).toContain("INSTRUME= 'Simulated camera'");
  for (const keyword of ['FOCALLEN', 'FOCUSPOS', 'FILTER  '])
    expect([main.text.includes(keyword), guide.text.includes(keyword)], keyword).toEqual([true, false]);
});

test('two cameras expose side by side; one device that plays two parts never does', async () => {
  const { command, over } = await runningServer();
  await command('equipment.connectAll', {});
  const long = { ...settings, seconds: 20, keep: false };
  const main = await command('capture.single', { ...long, camera: 'camera' });
  const guide = await command('capture.single', { ...long, camera: 'guideCamera' });
  await expect(command('capture.single', { ...long, camera: 'finderCamera' })).rejects.toThrow(
    /In use: the finder camera/,
  );
  await over(main.activity);
  await over(guide.activity);
  const { frames } = await over((await command('capture.single', { ...long, camera: 'finderCamera' })).activity);
  expect(frames).toHaveLength(3);
});
