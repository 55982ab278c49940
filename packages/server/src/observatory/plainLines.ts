import { utcText } from '@uraniborg/core';
import { type DestinationStream, pino } from 'pino';
import { z } from 'zod';

const record = z.object({
  level: z.number(),
  time: z.number(),
  msg: z.string().default(''),
  err: z.object({ message: z.string(), stack: z.string().optional() }).optional(),
});

/** A log that a person reads in a terminal: "22:14:05 error: The mount is not connected: ...". */
export function plainLines(write: (line: string) => void): DestinationStream {
  return {
    write(text) {
      const { level, time, msg, err } = record.parse(JSON.parse(text));
      const name = pino.levels.labels[level] ?? 'info';
      // A fault of ours comes with its place: whoever reports it needs it.
      const said = err?.stack ?? (msg || err?.message || '');
      write(`${utcText(time, 0).slice(11, 19)} ${name === 'warn' ? 'warning' : name}: ${said}\n`);
    },
  };
}
