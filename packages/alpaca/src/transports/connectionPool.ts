import type { HttpConnection } from './httpConnection.ts';

/** Connections that are kept, at most so many. */
export interface ConnectionPool {
  /**
   * Does something with a connection, a kept one where there is one; waits for one where there are enough.
   *
   * @throws what `work` throws; the signal's reason
   */
  use<T>(signal: AbortSignal, work: (connection: HttpConnection) => Promise<T>): Promise<T>;
  close(): void;
}

export function connectionPool(open: () => HttpConnection, atMost: number): ConnectionPool {
  const idle: HttpConnection[] = [];
  const all = new Set<HttpConnection>();
  const waiting = new Set<() => void>();
  let busy = 0;

  const turn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const go = () => {
        waiting.delete(go);
        signal.removeEventListener('abort', stop);
        resolve();
      };
      const stop = () => {
        waiting.delete(go);
        reject(signal.reason);
      };
      signal.addEventListener('abort', stop, { once: true });
      waiting.add(go);
    });
  /** The one used last: those used before are closed by the server in their time. */
  const kept = () => {
    for (let connection = idle.pop(); connection; connection = idle.pop()) {
      if (connection.idle()) return connection;
      all.delete(connection);
    }
    const opened = open();
    all.add(opened);
    return opened;
  };
  return {
    async use(signal, work) {
      while (busy >= atMost) await turn(signal);
      busy++;
      try {
        const connection = kept();
        try {
          return await work(connection);
        } finally {
          if (connection.idle()) idle.push(connection);
          else all.delete(connection);
        }
      } finally {
        busy--;
        for (const go of waiting) {
          go();
          break;
        }
      }
    },
    close() {
      for (const connection of all) connection.close();
      all.clear();
      idle.length = 0;
    },
  };
}
