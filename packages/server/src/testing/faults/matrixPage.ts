import { readFileSync } from 'node:fs';
import { activityNames } from './faultMatrix.ts';
import type { Protocol } from './matrixWorld.ts';

/** The reference page of the matrix. */
export const MATRIX_PAGE = new URL('../../../../../docs/reference/fault-matrix.md', import.meta.url);

/** What the page says of a protocol, by fault and activity: "recovered 52 s". */
export function matrixPage(protocol: Protocol): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const title = protocol === 'alpaca' ? '## Alpaca' : '## INDI';
  const [, section = ''] = readFileSync(MATRIX_PAGE, 'utf8').split(title);
  const [text = ''] = section.split('\n## ');
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return new Map(
    rows.slice(2).map((row) => {
      const [fault = '', ...cells] = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return [fault, new Map(activityNames.map((activity, i) => [activity, cells[i] ?? '']))];
    }),
  );
}
