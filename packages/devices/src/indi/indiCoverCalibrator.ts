import { InvalidInput, type Waiting } from '@uraniborg/core';
import { chosen, type IndiClient, isOn, numberOf, type Vector } from '@uraniborg/indi';
import type { CoverCalibrator, CoverCalibratorReading } from '../coverCalibrator.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { finite, indiLink } from './indiLink.ts';

const CAP = 'CAP_PARK';
const LIGHT = 'FLAT_LIGHT_CONTROL';
const INTENSITY = 'FLAT_LIGHT_INTENSITY';
const VALUE = 'FLAT_LIGHT_INTENSITY_VALUE';
const MOVE_LIMIT_MS = 180_000;

/** A light box or a dust cap of an INDI server. A cap is "parked" there when it is closed. */
export function indiCoverCalibrator(client: IndiClient, device: string, address: string): CoverCalibrator {
  const link = indiLink(client, device, address, []);
  const { vector } = link;

  const capabilities = () => {
    link.assertConnected();
    const intensity = vector(INTENSITY);
    const most = intensity?.type === 'number' ? intensity.elements.get(VALUE)?.max : undefined;
    return {
      hasCover: vector(CAP) !== undefined,
      canHalt: vector('CAP_ABORT') !== undefined,
      hasLight: vector(LIGHT) !== undefined,
      maxBrightness: vector(LIGHT) === undefined ? 0 : Math.max(1, finite(most) ?? 1),
    };
  };
  const cover = (): CoverCalibratorReading['cover'] => {
    const cap = vector(CAP);
    if (!cap) return undefined;
    if (cap.state === 'Busy') return 'moving';
    if (cap.state === 'Alert') return 'error';
    const side = chosen(cap);
    return side === 'PARK' ? 'closed' : side === 'UNPARK' ? 'open' : 'unknown';
  };
  const halt = async (waiting: Waiting) => {
    if (vector('CAP_ABORT')) await link.begin('CAP_ABORT', { ABORT: true }, waiting);
    await link.until(
      () => (cover() === 'moving' ? undefined : true),
      'the cover to stand still',
      MOVE_LIMIT_MS,
      waiting,
    );
  };
  const move = async (side: 'PARK' | 'UNPARK', waiting: Waiting) => {
    if (!capabilities().hasCover) throw new InvalidInput(`${device} has no cover`, 'cover');
    await stopFirst(waiting, halt, () => link.set(CAP, { [side]: true }, { ...waiting, timeoutMs: MOVE_LIMIT_MS }));
  };

  return onLink<CoverCalibrator>(link, {
    kind: 'coverCalibrator',
    capabilities,
    async read() {
      link.assertConnected();
      const on = isOn(vector(LIGHT), 'FLAT_LIGHT_ON');
      const light = on === undefined ? undefined : vector(LIGHT)?.state === 'Alert' ? 'error' : on ? 'on' : 'off';
      return {
        cover: cover(),
        light,
        brightness: on ? (finite(numberOf(vector(INTENSITY), VALUE)) ?? 1) : on === false ? 0 : undefined,
      };
    },
    open: (waiting: Waiting) => move('UNPARK', waiting),
    close: (waiting: Waiting) => move('PARK', waiting),
    async halt(waiting: Waiting) {
      link.assertConnected();
      await halt(waiting);
    },
    async lightOn(brightness: number, waiting: Waiting) {
      const { hasLight, maxBrightness } = capabilities();
      if (!hasLight) throw new InvalidInput(`${device} has no light`, 'light');
      if (!Number.isInteger(brightness) || brightness < 1 || brightness > maxBrightness)
        throw new InvalidInput(`A brightness of ${brightness} is not one of 1 to ${maxBrightness}`, 'brightness');
      await link.set(LIGHT, { FLAT_LIGHT_ON: true }, waiting);
      // A report that was on its way already tells of the brightness before.
      const settled = (now: Vector) => numberOf(now, VALUE) === brightness;
      if (vector(INTENSITY)) await link.set(INTENSITY, { [VALUE]: brightness }, { ...waiting, settled });
    },
    async lightOff(waiting: Waiting) {
      if (!capabilities().hasLight) throw new InvalidInput(`${device} has no light`, 'light');
      await link.set(LIGHT, { FLAT_LIGHT_OFF: true }, waiting);
    },
  });
}
