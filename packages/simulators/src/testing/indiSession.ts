/** The simulated observatory over INDI in memory, on a virtual clock, with a client at the other end. */
import type { Values } from '@uraniborg/indi';
import { IndiClient, memoryPair, PropertyServer } from '@uraniborg/indi';
import { type OfferOverIndiOptions, offerOverIndi } from '../indi/offerOverIndi.ts';
import { observatoryAt } from './observatory.ts';

export async function indiSession(options: OfferOverIndiOptions = {}) {
  const observatory = observatoryAt();
  const { clock } = observatory;
  const server = new PropertyServer({ clock });
  offerOverIndi(server, observatory, options);
  const connect = async () => {
    const [here, there] = memoryPair();
    void server.serve(there);
    return here;
  };
  const client = new IndiClient({ connect, clock });
  const waiting = { clock, signal: new AbortController().signal, timeoutMs: 100_000 };
  /** Everything that the client has heard of properties: "EQUATORIAL_EOD_COORD Busy". */
  const heard: string[] = [];
  const messages: string[] = [];
  client.watch((event) => {
    if (event.kind === 'changed') heard.push(`${event.vector.name} ${event.vector.state}`);
    if (event.kind === 'message') messages.push(event.text);
  });
  await clock.run(client.open(waiting));
  const run = <T>(work: Promise<T>) => clock.run(work);
  return {
    ...observatory,
    client,
    server,
    heard,
    messages,
    run,
    /** Asks for values and waits until the device has them. */
    change: (device: string, property: string, values: Values) => run(client.change(device, property, values, waiting)),
    /** Asks for values and waits for nothing. */
    send: (device: string, property: string, values: Values) => run(client.send(device, property, values)),
    /** Connects a device, and knows all its properties then. */
    async connected(device: string) {
      await run(client.defined(device, 'CONNECTION', waiting));
      await run(client.change(device, 'CONNECTION', { CONNECT: true }, waiting));
      await run(client.refresh(device, 'CONNECTION', waiting));
      heard.length = 0;
    },
    sleep: (ms: number) => run(clock.sleep(ms)),
    waiting,
  };
}
