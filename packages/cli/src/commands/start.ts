import { InvalidInput, systemClock } from '@uraniborg/core';
import { Command } from 'commander';
import { several, wholeArgument } from '../argument.ts';
import type { Terminal } from '../terminal.ts';

interface StartOptions {
  host?: string;
  port?: number;
  name: readonly string[];
  data?: string;
  out?: string;
  open: boolean;
  seed: number;
  tls?: boolean;
  certificate?: string;
  key?: string;
}

/** A machine that is too slow for a first frame by then shows the page without it. */
const longestWaitMs = 10_000;

/** Until then whoever opens the address has seen something. */
const FIRST_PAGE_MS = 20_000;

export function startCommand({ out, err, signal }: Terminal): Command {
  return new Command('start')
    .description('Starts the observatory and opens it in the browser. Without a profile its devices are simulated.')
    .option('--host <address>', 'listen there instead of on loopback; needs a password', '127.0.0.1')
    .option('--port <number>', 'default: 1576, or the next free one', wholeArgument(0, 65_535))
    .option('--name <host>', 'a host name people reach this machine by; may be given several times', several, [])
    .option('--tls', 'encrypt (https), with a certificate that the observatory signs itself')
    .option('--certificate <file>', 'encrypt with this certificate (PEM) ...')
    .option('--key <file>', '... and its key (PEM)')
    .option('--data <folder>', 'where the observatory keeps everything; default: Uraniborg in your home')
    .option('--out <folder>', 'where the frames go; default: frames in the data folder')
    .option('--no-open', 'leave the browser alone')
    .option('--seed <number>', 'of the simulated observatory', wholeArgument(0, 2 ** 31), 1)
    .action(async (options: StartOptions) => {
      const { host, port, name, data, out: frames, open, seed } = options;
      const tls = tlsOf(options);
      const { startServer } = await import('@uraniborg/server');
      const server = await startServer({
        names: name,
        seed,
        ...(host !== undefined && { host }),
        ...(port !== undefined && { port }),
        ...(data !== undefined && { data }),
        ...(frames !== undefined && { frames }),
        ...(tls && { tls }),
      });
      err('Uraniborg is starting.\n');
      // The address is told when there is something to see, so that the first look is no empty page.
      await Promise.race([server.begun, systemClock.sleep(longestWaitMs, signal).catch(() => undefined)]);
      out(`Uraniborg is at ${server.url}\n`);
      if (server.fingerprint) {
        err(`Your browser will warn once, for nobody else vouches for it. Its certificate is\n${server.fingerprint}\n`);
      }
      if (open) openBrowser(server.url).catch(() => err('No browser could be opened; open the address above.\n'));
      // Not while the first page wants all there is. Only closing breaks it off.
      systemClock
        .sleep(FIRST_PAGE_MS, signal)
        .then(() => server.observatory.warmUp())
        .catch(() => undefined);
      await aborted(signal);
      err('Closing: everything is stopped first. Once more to end at once.\n');
      await server.close();
    });
}

function tlsOf({ tls, certificate, key }: StartOptions): 'own' | { certificate: string; key: string } | undefined {
  if (certificate !== undefined && key !== undefined) return { certificate, key };
  if (certificate !== undefined || key !== undefined) {
    throw new InvalidInput('A certificate needs its key: give --certificate and --key, or --tls alone', 'tls');
  }
  return tls ? 'own' : undefined;
}

async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import('open');
  const browser = await open(url);
  browser.on('error', () => undefined);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
