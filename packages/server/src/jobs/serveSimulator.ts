import { answerDiscovery, createAlpacaHandler, type DiscoveryResponder, serveAlpaca } from '@uraniborg/alpaca';
import { sentenceOf, systemClock } from '@uraniborg/core';
import { PropertyServer, serveTcp, type TcpService } from '@uraniborg/indi';
import { offerOverIndi } from '@uraniborg/simulators';
import { nightSite } from '../rig/nightSite.ts';
import { SERVER, simulatedObservatory } from '../rig/simulatedRig.ts';
import { version } from '../version.ts';

export interface SimulatorOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly seed: number;
  /** Whether it answers those who look for Alpaca servers. */
  readonly discovery: boolean;
  /** Serves the same devices over INDI too, on this port; 0: any free one. Default: not at all. */
  readonly indiPort?: number;
}

export interface ServedSimulator {
  readonly host: string;
  readonly port: number;
  readonly indiPort: number | undefined;
  /** "camera/0 Simulated camera" */
  readonly devices: readonly string[];
  /** Why it cannot be discovered, where it should be. */
  readonly problem: string | undefined;
  close(): Promise<void>;
}

/**
 * The simulated observatory alone, as an Alpaca server for any program, and as an INDI server where it is asked for.
 *
 * @throws TransportError the port is taken, or the address is not of this computer
 */
export async function serveSimulator(options: SimulatorOptions): Promise<ServedSimulator> {
  const { host, port, seed, discovery, indiPort } = options;
  const observatory = simulatedObservatory({ clock: systemClock, seed, site: nightSite(systemClock.now()) });
  const { devices } = observatory;
  const server = await serveAlpaca(createAlpacaHandler({ server: SERVER, devices }), { host, port });
  let indi: TcpService | undefined;
  if (indiPort !== undefined) {
    try {
      const properties = new PropertyServer({ clock: systemClock });
      offerOverIndi(properties, observatory, { version });
      indi = await serveTcp(properties, { host, port: indiPort });
    } catch (error) {
      await server.close();
      throw error;
    }
  }
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
    indiPort: indi?.port,
    devices: devices.map(({ type, number, name }) => `${type.toLowerCase()}/${number} ${name}`),
    problem,
    async close() {
      await responder?.close();
      await indi?.close();
      await server.close();
    },
  };
}
