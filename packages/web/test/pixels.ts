import type { Page } from 'playwright-core';

/** A screenshot as RGBA bytes, decoded by the browser itself. */
export async function screenPixels(page: Page): Promise<{ width: number; height: number; data: Uint8Array }> {
  const png = (await page.screenshot()).toString('base64');
  const blank = await page.context().newPage();
  try {
    const { width, height, text } = await blank.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }), {
        colorSpaceConversion: 'none',
      });
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no 2D canvas');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let text = '';
      for (let i = 0; i < data.length; i += 8192) text += String.fromCharCode(...data.subarray(i, i + 8192));
      return { width: bitmap.width, height: bitmap.height, text: btoa(text) };
    }, png);
    return { width, height, data: new Uint8Array(Buffer.from(text, 'base64')) };
  } finally {
    await blank.close();
  }
}

/** How many pixels have any green or blue in them, and where the first lies. */
export function notRed({ width, data }: { width: number; data: Uint8Array }): { count: number; first: string } {
  let count = 0;
  let first = '';
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 1] === 0 && data[i + 2] === 0) continue;
    if (count++ === 0)
      first = `(${(i / 4) % width}, ${Math.floor(i / 4 / width)}): ${data.subarray(i, i + 3).join(' ')}`;
  }
  return { count, first };
}
