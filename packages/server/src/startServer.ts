import { fileURLToPath } from 'node:url';
import { findByUniqueId } from '@uraniborg/alpaca';
import type { DiscoveredDevice } from '@uraniborg/api';
import { AbortedError, type Clock, InvalidInput, systemClock } from '@uraniborg/core';
import type { Site } from '@uraniborg/devices';
import { pino } from 'pino';
import { arrivals } from './arrivals/arrivals.ts';
import { app } from './http/app.ts';
import { listen } from './http/listen.ts';
import { firstLight } from './observatory/firstLight.ts';
import { observatory, type ServedObservatory } from './observatory/observatory.ts';
import { plainLines } from './observatory/plainLines.ts';
import { openProfiles } from './profiles/profileStore.ts';
import { openLogins, serverOf } from './profiles/serverLogins.ts';
import { simulatedProfile } from './profiles/simulatedProfile.ts';
import { discoverDevices } from './rig/discover.ts';
import { nightSite } from './rig/nightSite.ts';
import { rigOpener } from './rig/openDevice.ts';
import { simulatedRig } from './rig/simulatedRig.ts';
import { fingerprint, givenCertificate, ownCertificate } from './security/certificate.ts';
import { readPassword } from './security/password.ts';
import { sky } from './sky/sky.ts';
import { builtInObjects, builtInStars } from './sky/skyData.ts';
import { dataFolder } from './storage/dataFolder.ts';
import { makeFolder } from './storage/makeFolder.ts';
import { version } from './version.ts';
import { pixelWorkers } from './workers/pixelWorkers.ts';

export interface ServerOptions {
  /** Where everything is kept. Default: Uraniborg in the person's home. */
  data?: string;
  /** Where the frames go. Default: `frames` in the data folder. */
  frames?: string;
  /** Default 127.0.0.1. Any other than a loopback address needs a password. */
  host?: string;
  /** Default 1576, or the next free one. */
  port?: number;
  /** Host names under which people reach it, besides localhost and addresses. */
  names?: readonly string[];
  /** Encrypts what goes over the network: with a certificate that the observatory signs itself, or with two PEM files. */
  tls?: 'own' | { readonly certificate: string; readonly key: string };
  /** The observatory's time. Default: the machine's. */
  clock?: Clock;
  /** Connects the simulated devices and takes a first exposure where every device is simulated. Default true. */
  begin?: boolean;
  seed?: number;
  /** Default: warnings and errors, on standard error. */
  logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

export interface RunningServer {
  readonly url: string;
  /** SHA-256 of the certificate that it signed itself, for a person to compare with what the browser warns of. */
  readonly fingerprint: string | undefined;
  readonly observatory: ServedObservatory;
  /** Settles when there is something to see: the first simulated frame, or at once where devices are real. Never rejects. */
  readonly begun: Promise<void>;
  close(): Promise<void>;
}

/** A drawer or a screw thread has no driver but its owner. */
const FILTERS_BY_HAND: DiscoveredDevice = {
  address: 'manual://filters',
  name: 'Filters changed by hand',
  role: 'filterWheel',
  server: 'Nothing but a hand',
};

/**
 * Starts a whole observatory and its face. Without a profile its devices are the simulated ones.
 *
 * @throws InvalidInput no password for an open address, a taken port ...; StorageError the data folder
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { host = '127.0.0.1', port, names = [], clock = systemClock, begin = true, seed = 1 } = options;
  const folder = dataFolder(options.data);
  const data = options.frames === undefined ? folder : { ...folder, frames: options.frames };
  const password = await readPassword(data.password);
  if (!isLoopback(host) && !password) {
    throw new InvalidInput(
      `Anybody who reaches ${host} could move your telescope. Set a password first: uraniborg password`,
      'host',
    );
  }
  const logger = pino(
    { level: options.logLevel ?? 'warn' },
    plainLines((line) => process.stderr.write(line)),
  );
  await makeFolder(data.root);
  const { tls } = options;
  const certificate =
    tls === 'own'
      ? await ownCertificate(data.certificate, names, systemClock)
      : tls && (await givenCertificate(tls.certificate, tls.key));
  const over = new AbortController();
  const { signal } = over;
  const site = nightSite(clock.now());
  const simulated = simulatedRig({ clock, seed, site, easy: true });
  const logins = await openLogins(data.logins);
  const profiles = await openProfiles(data.profiles, simulatedProfile(simulated.addresses));
  const workers = pixelWorkers();
  const arriving = arrivals({ clock });
  const opener = rigOpener({
    clock,
    arrivals: arriving,
    decode: (file) => workers.run('decode', file),
    inside: { [simulated.host]: simulated.transport },
    indiInside: { [simulated.host]: simulated.connect },
    loginOf(server) {
      const login = logins.of(serverOf(server));
      if (!login) return {};
      const { user, password: secret, certificate } = login;
      return { ...(user !== '' && { authorisation: { user, password: secret } }), ...(certificate && { certificate }) };
    },
  });
  const served = await observatory({
    version,
    data,
    opener,
    workers,
    profiles,
    logins,
    // The simulated devices are in here. Others like them on the network, of another program, are not the same.
    findDevice: async (uniqueId, waiting) =>
      simulated.observatory.devices.some((device) => device.uniqueId.toLowerCase() === uniqueId.toLowerCase())
        ? undefined
        : await findByUniqueId(uniqueId, waiting),
    async discover(asks) {
      const { devices, problems } = await discoverDevices(asks);
      return { devices: [...simulated.found, ...devices, FILTERS_BY_HAND], problems };
    },
    sky: sky(builtInStars(), builtInObjects()),
    clock,
    signal,
    logger,
    simulatedNotice: simulatedNotice(site),
  });
  const server = await app({
    store: served.store,
    handlers: served.handlers,
    frames: served.frames,
    openFile: served.openFile,
    properties: served.properties,
    webFolder: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    names,
    password,
    certificate,
    clock: systemClock,
    signal,
    logger,
  });
  const close = async () => {
    await served.close();
    over.abort(new AbortedError('the server is closing'));
    await server.close();
    opener.close();
    await Promise.all([arriving.close(), workers.close()]);
  };
  try {
    const bound = await listen(server, host, port);
    // The page is there at once; the sky follows.
    const begun = begin
      ? firstLight(served, { site, now: clock.now() }).catch((error) => logger.debug(error))
      : Promise.resolve();
    return {
      url: `${certificate ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}/`,
      fingerprint: tls === 'own' && certificate ? fingerprint(certificate) : undefined,
      observatory: served,
      begun,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function simulatedNotice({ latitude, longitude }: Site): string {
  const [ns, ew] = [latitude < 0 ? 'S' : 'N', longitude < 0 ? 'W' : 'E'];
  const at = `${Math.abs(latitude).toFixed(1)}° ${ns}, ${Math.abs(longitude).toFixed(1)}° ${ew}`;
  return `The simulated observatory stands at ${at}, where the night began shortly before this program was started.`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
