import { answerDiscovery, createAlpacaHandler, type DiscoveryResponder, serveAlpaca } from '@uraniborg/alpaca';
import { sentenceOf, systemClock } from '@uraniborg/core';
import { nightSite } from '../rig/nightSite.ts';
import { SERVER, simulatedObservatory } from '../rig/simulatedRig.ts';

export interface SimulatorOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly seed: number;
  /** Whether it answers those who look for Alpaca servers. */
  readonly discovery: boolean;
}

export interface ServedSimulator {
  readonly host: string;
  readonly port: number;
  /** "camera/0 Simulated camera" */
  readonly devices: readonly string[];
  /** Why it cannot be discovered, where it should be. */
  readonly problem: string | undefined;
  close(): Promise<void>;
}

/**
 * The simulated observatory alone, as an Alpaca server for any program.
 *
 * @throws TransportError the port is taken, or the address is not of this computer
 */
export async function serveSimulator({ host, port, seed, discovery }: SimulatorOptions): Promise<ServedSimulator> {
  const { devices } = simulatedObservatory({ clock: systemClock, seed, site: nightSite(systemClock.now()) });
  const server = await serveAlpaca(createAlpacaHandler({ server: SERVER, devices }), { host, port });
  let responder: DiscoveryResponder | undefined;
  let problem: string | undefined;
  if (discovery) {
    try {
      responder = await answerDiscovery({ alpacaPort: server.port, host });
    } catch (error) {
      // It can still be used by those who know its address.
      problem = `It will not be discovered: ${sentenceOf(error)}`;
    }
  }
  return {
    host: server.host,
    port: server.port,
    devices: devices.map(({ type, number, name }) => `${type.toLowerCase()}/${number} ${name}`),
    problem,
    async close() {
      await responder?.close();
      await server.close();
    },
  };
}
