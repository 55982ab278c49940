import type { LogEntry } from '@uraniborg/api';
import type { Clock } from '@uraniborg/core';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../storage/database.ts';
import type { StateStore } from './stateStore.ts';

const SHOWN = 200;
const KEPT_MS = 30 * 86_400_000;

/** Says something to everybody: on the screens, in the library, and on the terminal where it is wanted. */
export type Log = (level: LogEntry['level'], text: string, about?: string) => void;

export function observatoryLog(parts: {
  store: StateStore;
  clock: Clock;
  database: Database;
  logger: FastifyBaseLogger;
}): Log {
  const { store, clock, database, logger } = parts;
  database.write('DELETE FROM log WHERE at < ?', clock.now() - KEPT_MS);
  return (level, text, about) => {
    const entry = { at: clock.now(), level, text, ...(about !== undefined && { about }) };
    store.change({ log: [...store.state.log.slice(1 - SHOWN), entry] });
    logger[level === 'warning' ? 'warn' : level](text);
    try {
      database.write('INSERT INTO log (at, level, text) VALUES (?, ?, ?)', entry.at, level, text);
    } catch (error) {
      // A full disk must not stop the night for want of a log line; it is still on the screens.
      logger.error(error);
    }
  };
}
