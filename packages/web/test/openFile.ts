import type { Page } from 'playwright-core';
import { imageSharp } from './chromium.ts';

/** Opens a file as a person does, and waits until all of it that is in view is on the screen. Its id. */
export async function openFile(page: Page, name: string, bytes: Uint8Array): Promise<string> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a file…' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await page.locator('[data-frame^="file-"][data-sharp="true"]').waitFor();
  await page.getByText(name).first().waitFor();
  return await imageSharp(page);
}
