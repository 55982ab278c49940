/** A device of the simulated observatory as an INDI driver shows it: offered, connected, polled, commanded. */
import { type Clock, InvalidInput, sentenceOf } from '@uraniborg/core';
import {
  type DriverInterface,
  numberOf,
  type OutgoingBlob,
  type PropertyServer,
  type PropertyState,
  type Report,
  type Values,
  type Vector,
} from '@uraniborg/indi';
import { type Configuration, type Settings, valuesOf } from './configuration.ts';
import { type CONFIG, housekeeping } from './housekeeping.ts';
import type { Answer, Property } from './property.ts';

/** What an INDI device is: the only thing that differs from one to the next. */
export interface DeviceTable {
  readonly interfaces: readonly DriverInterface[];
  /** What it has once it is connected, in the order in which it is offered. */
  properties(host: DeviceHost): Answer<readonly Property[]>;
  /** How often it is read while nothing moves, ms; default: what POLLING_PERIOD says. */
  idleMs?(host: DeviceHost): number;
}

/** What stands behind the table, as far as being connected goes. */
export interface Hardware {
  connect(): Answer<void>;
  connected(): Answer<boolean>;
  disconnect(): Answer<void>;
}

export interface HostOptions {
  readonly server: PropertyServer;
  readonly clock: Clock;
  readonly configuration: Configuration;
  readonly version: string;
}

/** While something moves it is looked at so often. */
const BUSY_MS = 250;
/** Requests that may wait for a driver that does not answer; who sends more is refused. */
const MOST_WAITING = 200;

interface Session {
  readonly properties: readonly Property[];
  readonly ended: AbortController;
}

export class DeviceHost {
  readonly name: string;
  readonly clock: Clock;
  readonly #options: HostOptions;
  readonly #table: DeviceTable;
  readonly #hardware: Hardware;
  #session: Session | undefined;
  #defaults: Settings | undefined;
  /** What was reported last, as text: only what has changed is said again. */
  readonly #said = new Map<string, string>();
  #inTurn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #wake = () => {};

  constructor(name: string, table: DeviceTable, hardware: Hardware, options: HostOptions) {
    this.name = name;
    this.clock = options.clock;
    this.#options = options;
    this.#table = table;
    this.#hardware = hardware;
    const always = housekeeping({
      name,
      version: options.version,
      interfaces: table.interfaces,
      connect: (on) => (on ? this.#connect() : this.#disconnect('Idle')),
      configure: (button) => this.#configure(button),
    });
    for (const property of always) this.#offer(property, {});
  }

  /** A property of this device, or of another one of the same server, which INDI calls snooping. */
  vector(property: string, device = this.name): Vector | undefined {
    return this.#options.server.vector(device, property);
  }

  /** Nothing happens when the property has gone: the device has been disconnected meanwhile. */
  report(property: string, report: Report): void {
    if (this.vector(property)) this.#options.server.set(this.name, property, report);
  }

  say(level: 'INFO' | 'WARNING' | 'ERROR', text: string): void {
    this.#options.server.message(this.name, level, text);
  }

  /** Settles when every client has taken it. The bytes must not change until then. */
  async sendBlob(property: string, blob: OutgoingBlob): Promise<void> {
    if (this.vector(property)) await this.#options.server.sendBlob(this.name, property, property, blob);
  }

  /** Work that goes on while other requests are answered; its signal aborts when the device is disconnected. */
  start(work: (signal: AbortSignal) => Promise<void>): void {
    const signal = this.#session?.ended.signal;
    if (!signal) return;
    work(signal).catch((error) => {
      if (!signal.aborted) this.say('ERROR', sentenceOf(error));
    });
  }

  #offer(property: Property, now: Report): void {
    const readOnly = property.answer === 'reading' && !property.write;
    this.#options.server.define(
      property.define(this.name, now),
      readOnly ? undefined : (values) => this.#ask(property, values),
    );
  }

  async #ask(property: Property, values: Values): Promise<void> {
    if (this.#waiting >= MOST_WAITING) throw new InvalidInput(`${this.name} does not keep up; ask again later`);
    await this.#one(() => this.#do(property, values));
    this.#wake();
  }

  async #do(property: Property, values: Values): Promise<void> {
    const { name, type, answer, write } = property;
    await write?.(type === 'switch' ? values : { ...valuesOf(this.vector(name)), ...values });
    if (answer === 'values') this.report(name, { values, state: 'Ok' });
    // What follows from it is said first: whoever gets the answer knows all.
    if (answer !== 'itself') await this.#refresh(property);
    if (answer === 'reading' && this.vector(name)) await this.#look(property, true);
    else if (answer === 'button') this.report(name, { values: released(this.vector(name)), state: 'Ok' });
  }

  /** One thing after the other, as a driver with one thread does. */
  #one<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const done = this.#inTurn.then(work).finally(() => this.#waiting--);
    this.#inTurn = done.catch(() => {});
    return done;
  }

  async #connect(): Promise<void> {
    if (this.#session) return this.report('CONNECTION', { state: 'Ok' });
    this.report('CONNECTION', { state: 'Busy' });
    await this.#hardware.connect();
    const properties = await this.#table.properties(this);
    const readings = await Promise.all(properties.map(({ read }) => read?.() ?? {}));
    this.#session = { properties, ended: new AbortController() };
    this.#said.clear();
    this.report('CONNECTION', { state: 'Ok', values: { CONNECT: true } });
    for (const [i, property] of properties.entries()) this.#offer(property, readings[i] ?? {});
    this.#defaults ??= this.#kept();
    await this.#configure('CONFIG_LOAD').catch((error) => this.say('WARNING', sentenceOf(error)));
    const { ended } = this.#session;
    this.#poll(ended.signal).catch((error) => this.say('ERROR', sentenceOf(error)));
  }

  async #disconnect(state: PropertyState): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    session?.ended.abort();
    this.#wake();
    for (const { name } of session?.properties ?? []) this.#options.server.remove(this.name, name);
    if (session && state !== 'Alert') await this.#hardware.disconnect();
    this.report('CONNECTION', { state, values: { DISCONNECT: true } });
  }

  async #poll(ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      const busy = this.#session?.properties.some(({ name }) => this.vector(name)?.state === 'Busy');
      await this.#nap(busy ? BUSY_MS : this.#idleMs());
      await this.#one(() => this.#lookAround(ended));
    }
  }

  #idleMs(): number {
    return this.#table.idleMs?.(this) ?? numberOf(this.vector('POLLING_PERIOD'), 'PERIOD_MS') ?? BUSY_MS;
  }

  /** A request ends it early. */
  async #nap(ms: number): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    await this.clock.sleep(ms, woken.signal).catch(() => {});
  }

  async #lookAround(ended: AbortSignal): Promise<void> {
    if (ended.aborted) return;
    if (await this.#hardware.connected()) return this.#refresh();
    this.say('ERROR', `${this.name} does not answer any more`);
    await this.#disconnect('Alert');
  }

  /** Reads everything and says what has changed. */
  async #refresh(except?: Property): Promise<void> {
    for (const property of this.#session?.properties ?? [])
      if (property !== except && property.polled && property.read && this.#session) await this.#look(property, false);
  }

  /** Reads a property and says it where it has changed, or in any case as the answer to a request. */
  async #look(property: Property, asked: boolean): Promise<void> {
    let report: Report;
    try {
      report = { state: 'Ok', ...(await property.read?.()) };
    } catch (error) {
      if (asked) throw error;
      report = { state: 'Alert', message: `[ERROR] ${sentenceOf(error)}` };
    }
    const text = JSON.stringify(report);
    if (!asked && this.#said.get(property.name) === text) return;
    this.#said.set(property.name, text);
    this.report(property.name, report);
  }

  async #configure(button: keyof typeof CONFIG): Promise<void> {
    const { configuration } = this.#options;
    if (button === 'CONFIG_PURGE') return configuration.purge(this.name);
    if (!this.#session) throw new InvalidInput(`Connect ${this.name} first: its settings are those of its hardware`);
    if (button === 'CONFIG_SAVE') return configuration.save(this.name, this.#kept());
    await this.#take(button === 'CONFIG_LOAD' ? await configuration.load(this.name) : this.#defaults);
  }

  #kept(): Settings {
    const kept = this.#session?.properties.filter((property) => property.kept) ?? [];
    return Object.fromEntries(kept.map(({ name }) => [name, valuesOf(this.vector(name))]));
  }

  async #take(settings: Settings = {}): Promise<void> {
    for (const property of this.#session?.properties ?? []) {
      const values = settings[property.name];
      if (!property.kept || !values) continue;
      try {
        await this.#do(property, values);
      } catch (error) {
        this.say('WARNING', `${property.name} stays as it is: ${sentenceOf(error)}`);
      }
    }
  }
}

const released = (vector: Vector | undefined): Values =>
  vector ? Object.fromEntries([...vector.elements.keys()].map((name) => [name, false])) : {};
