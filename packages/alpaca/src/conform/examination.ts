/** What the checks of all device types share: asking, judging and writing down. */
import type { Clock } from '@uraniborg/core';
import { type AlpacaErrorName, alpacaErrors } from '../alpacaError.ts';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import { commonMembers } from '../members/commonMembers.ts';
import type { Row } from '../members/row.ts';
import { shown } from '../wire/shown.ts';
import type { Finding, Outcome } from './finding.ts';
import type { Answer, Probe } from './probe.ts';
import { type RuleName, rules } from './rules.ts';
import { typeFault } from './valueType.ts';

/** Targets of ASCOM's own checker, milliseconds. */
const readTargetMs = 100;
const writeTargetMs = 1000;
/** The longest that an operation may take before it counts as hung, milliseconds. */
const operationLimitMs = 600_000;
const pollMs = 250;

export interface ExaminationOptions {
  readonly type: DeviceType;
  readonly probe: Probe;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called with each finding as it is made. */
  readonly onFinding: (finding: Finding) => void;
}

export class Examination {
  readonly type: DeviceType;
  readonly probe: Probe;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The device's InterfaceVersion; 1 until it is known. */
  version = 1;
  readonly #onFinding: (finding: Finding) => void;

  constructor(options: ExaminationOptions) {
    this.type = options.type;
    this.probe = options.probe;
    this.clock = options.clock;
    this.signal = options.signal;
    this.#onFinding = options.onFinding;
  }

  // Writing down ---------------------------------------------------------------------------------------------------

  /** Whether `rule` held for `subject`; returns `held`. */
  judge(rule: RuleName, subject: string, held: boolean, found: string): boolean {
    this.#write(rule, subject, held ? 'ok' : rules[rule].breach, found);
    return held;
  }

  note(rule: RuleName, subject: string, outcome: Extract<Outcome, 'info' | 'skipped'>, found: string): void {
    this.#write(rule, subject, outcome, found);
  }

  #write(rule: RuleName, subject: string, outcome: Outcome, found: string): void {
    this.#onFinding({ rule, subject, outcome, found });
  }

  // The table ------------------------------------------------------------------------------------------------------

  row(member: string): Row {
    const row =
      (deviceTypes[this.type].members as Record<string, Row>)[member] ?? (commonMembers as Record<string, Row>)[member];
    if (!row) throw new Error(`${member} is not in the member table of ${this.type}`);
    return row;
  }

  /** Whether the device's interface version has this member. */
  has(member: string): boolean {
    const { since } = this.row(member);
    const { platform7, actions } = deviceTypes[this.type];
    return this.version >= (since === 'platform7' ? platform7 : since === 'actions' ? actions : since);
  }

  // Asking ---------------------------------------------------------------------------------------------------------

  /** The value of a member, judged for time and type only; undefined when there is none. */
  async value(member: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown> {
    const answer = await this.probe.get(member, parameters);
    return answer.error === 0 && !typeFault(this.row(member), answer.value) ? answer.value : undefined;
  }

  async number(member: string): Promise<number | undefined> {
    const value = await this.value(member);
    return typeof value === 'number' ? value : undefined;
  }

  async flag(member: string): Promise<boolean> {
    return (await this.value(member)) === true;
  }

  // Doing ----------------------------------------------------------------------------------------------------------

  /** Sends a command or writes a property and judges that it is taken; true when it was. */
  async does(rule: RuleName, member: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
    const answer = await this.probe.put(member, parameters);
    const subject = call(member, parameters);
    const taken = this.judge(rule, subject, answer.error === 0, outcomeOf(answer));
    if (taken && !('slow' in this.row(member) && this.row(member).slow))
      this.judge('write.time', subject, answer.ms <= writeTargetMs, `${answer.ms.toFixed(0)} ms`);
    return taken;
  }

  /** Sends what must be refused, and judges that it is, with one of `errors`. */
  async refuses(
    rule: RuleName,
    member: string,
    parameters: Readonly<Record<string, unknown>>,
    errors: readonly AlpacaErrorName[] = ['invalidValue'],
    verb: 'get' | 'put' = 'put',
  ): Promise<boolean> {
    const answer = await this.probe[verb](member, parameters);
    const refused = errors.some((name) => answer.error === alpacaErrors[name]);
    return this.judge(rule, call(member, parameters), refused, outcomeOf(answer));
  }

  /** Judges a read's time. */
  timed(member: string, answer: Answer): void {
    if (answer.error === 0) this.judge('read.time', member, answer.ms <= readTargetMs, `${answer.ms.toFixed(0)} ms`);
  }

  /** Polls until `member` reads `wanted`; judges 'command.completes' when it never does. */
  async until(subject: string, member: string, wanted: unknown, limitMs = operationLimitMs): Promise<boolean> {
    const begun = this.clock.now();
    for (;;) {
      const answer = await this.probe.get(member);
      const seconds = (this.clock.now() - begun) / 1000;
      if (answer.error === 0 && answer.value === wanted)
        return this.judge(
          'command.completes',
          subject,
          true,
          `${member} is ${String(wanted)} after ${seconds.toFixed(1)} s`,
        );
      if (answer.error !== 0 || seconds * 1000 > limitMs) {
        const found = answer.error
          ? outcomeOf(answer)
          : `${member} is still ${shown(answer.value)} after ${seconds.toFixed(0)} s`;
        return this.judge('command.completes', subject, false, found);
      }
      await this.clock.sleep(pollMs, this.signal);
    }
  }

  /** Judges that `member` reads `target` within `tolerance`. */
  async arrives(subject: string, member: string, target: number, tolerance: number, wrap?: number): Promise<boolean> {
    const value = await this.number(member);
    let off = value === undefined ? Number.POSITIVE_INFINITY : Math.abs(value - target);
    if (wrap) off = Math.min(off, wrap - off);
    return this.judge('command.arrives', subject, off <= tolerance, `${member} is ${value}, sent to ${target}`);
  }
}

/** "SlewToAltAz(Azimuth 90, Altitude 100)" */
export function call(member: string, parameters: Readonly<Record<string, unknown>>): string {
  const inside = Object.entries(parameters).map(([name, value]) => (name === member ? `${value}` : `${name} ${value}`));
  return `${member}(${inside.join(', ')})`;
}

/** What an answer was, in words. */
export function outcomeOf(answer: Answer): string {
  if (answer.status === 0) return answer.message;
  if (Number.isNaN(answer.error)) return `HTTP ${answer.status}: ${answer.message}`;
  if (answer.error !== 0) {
    const name = Object.entries(alpacaErrors).find(([, number]) => number === answer.error)?.[0];
    return `0x${answer.error.toString(16).toUpperCase()}${name ? ` ${name}` : ''}: ${answer.message || '(no message)'}`;
  }
  const text = answer.value === undefined ? 'done' : JSON.stringify(answer.value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
