import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeFits } from '@uraniborg/formats';
import { expect, onTestFinished, test } from 'vitest';
import { readFrame } from '../jobs/frames/readFrame.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';
import { picturesBeside } from './picturesBeside.ts';

test('a picture stands beside its frame; what is there already stays, and what cannot be read is said and costs no other', async () => {
  const folder = temporaryFolder();
  const workers = pixelWorkers(1);
  onTestFinished(() => workers.close());
  const said: string[] = [];
  const pictures = picturesBeside(workers, (_, text) => said.push(text));
  const data = Uint16Array.from({ length: 64 }, (_, i) => 1000 * i);
  const frame = join(folder, 'M42.1.fits');
  writeFileSync(frame, encodeFits({ pixels: { width: 8, height: 8, planes: 1, data }, header: [] }));
  const [broken, own] = [join(folder, 'broken.fits'), join(folder, 'own.fits')];
  writeFileSync(broken, 'none');
  writeFileSync(own, readFileSync(frame));
  writeFileSync(join(folder, 'own.jpg'), "the camera's");

  pictures.add(broken, '.png');
  for (const extension of ['.png', '.tif', '.jpg', '.bmp']) pictures.add(frame, extension);
  pictures.add(own, '.jpg');
  await pictures.idle();
  for (const extension of ['.png', '.tif'])
    expect([...(await readFrame(join(folder, `M42.1${extension}`))).pixels.data]).toEqual([...data]);
  for (const extension of ['.jpg', '.bmp'])
    expect((await readFrame(join(folder, `M42.1${extension}`))).pixels).toMatchObject({ width: 8, height: 8 });
  expect(readFileSync(join(folder, 'own.jpg'), 'utf8')).toBe("the camera's");
  expect(existsSync(join(folder, 'broken.png'))).toBe(false);
  expect(said).toEqual([expect.stringMatching(/^A frame has no picture beside it: .*broken\.fits/)]);
});
