import { pino } from 'pino';
import { expect, test } from 'vitest';
import { plainLines } from './plainLines.ts';

test('sentences for a person; faults with their place', () => {
  const lines: string[] = [];
  const logger = pino(
    { level: 'warn', timestamp: () => ',"time":1795212845000' },
    plainLines((line) => lines.push(line)),
  );
  logger.warn('The focuser is slow');
  logger.error('The mount is lost');
  logger.error(new TypeError('x is undefined'));
  logger.info('not shown');
  expect(lines.slice(0, 2)).toEqual(['22:14:05 warning: The focuser is slow\n', '22:14:05 error: The mount is lost\n']);
  expect(lines[2]).toMatch(/^22:14:05 error: TypeError: x is undefined\n {4}at /);
  expect(lines).toHaveLength(3);
});
