import type { FrameSummary, QualityFlag } from '@uraniborg/api';
import { median } from '@uraniborg/core';
import type { Measured } from './measureFrame.ts';

/** With fewer stars nothing can be said of their shape. */
const TOO_FEW_STARS = 5;
/** The longer axis is 1.5 times the shorter. */
const ELONGATED = Math.sqrt(1 - 1 / 1.5 ** 2);
/** The longer axis is 1.15 times the shorter, and nearly all stars agree on where it points. */
const DRAWN_OUT = Math.sqrt(1 - 1 / 1.15 ** 2);
const TOGETHER = 0.8;
/** A third of the light is lost. */
const FAINTER = 0.67;
const SATURATED = 0.01;
/** The guide star strayed so many times as far as is usual, or was lost in so much more of the images. */
const STRAYED = 2;
const LOST = 0.1;
/** So many frames around it say what is usual, and no fewer than three. */
const COMPARED = 10;
export const ENOUGH = 3;
/** A brighter sky hides faint stars: their number falls as this power of the noise (0.36 of a decade a magnitude). */
const HIDDEN = 0.9;
const WITHIN_MS = 12 * 3_600_000;

type Taken = Pick<FrameSummary, 'startedAt' | 'frameType' | 'object' | 'filter' | 'seconds' | 'bin' | 'gain'>;

/**
 * What is remarkable of a light, by itself and against the nearest frames before and after it of the same object,
 * filter, exposure, binning and gain of the night: so that a moonlit night does not reject its good frames. Flags tell
 * what is seen and not its cause: fewer stars are a cloud, dew, a closing dome or a lost focus.
 * @param others frames that may be compared; rejected ones are left out
 */
export function qualityFlags(frame: Taken, measured: Measured, others: readonly FrameSummary[]): QualityFlag[] {
  const { stars, hfd, eccentricity, background, alignment } = measured;
  if (stars === null) return measured.saturatedPart > SATURATED ? ['saturated'] : [];
  const peers = comparedWith(frame, others).flatMap(({ quality }) => quality ?? []);
  const usual = (of: (quality: Measured) => number | null) => {
    const values = peers.map(of).filter((value) => value !== null);
    return values.length >= ENOUGH ? median(values) : Number.NaN;
  };
  const shaped = stars >= TOO_FEW_STARS;
  const brighter = Math.max(1, measured.noise / usual((peer) => peer.noise) || 1);
  const sky = usual((peer) => peer.background);
  const flags: Record<QualityFlag, boolean> = {
    noStars: !shaped,
    elongated: shaped && (eccentricity ?? 0) > ELONGATED,
    trailed: shaped && (eccentricity ?? 0) > DRAWN_OUT && (alignment?.strength ?? 0) > TOGETHER,
    fewerStars: stars * brighter ** HIDDEN < usual((peer) => peer.stars) / 2,
    fainterStars: (measured.transparency ?? 1) < FAINTER,
    largerStars: shaped && (hfd ?? 0) > 1.3 * usual((peer) => peer.hfd),
    // The bias under both is not known: a rise by half of everything is a rise of the sky by more.
    brighterSky: background > 1.5 * sky && background - sky > 5 * measured.noise,
    saturated: measured.saturatedPart > SATURATED,
    trail: measured.trail !== null,
    worseGuiding:
      (strayOf(measured) ?? 0) > STRAYED * usual(strayOf) || (lostPart(measured) ?? 0) > LOST + (usual(lostPart) || 0),
  };
  return (Object.keys(flags) as QualityFlag[]).filter((flag) => flags[flag]);
}

/** In pixels, which are always known; the guide camera is the same one all night. */
const strayOf = ({ guiding }: Measured) => guiding?.pixels?.total ?? null;

/** Of the images of the guide camera. */
const lostPart = ({ guiding }: Measured) => guiding && guiding.lost / Math.max(1, guiding.steps + guiding.lost);

/** The frames nearest to it in time that it is compared with, the nearest first. */
export function comparedWith<T extends Taken & Pick<FrameSummary, 'verdict'>>(frame: Taken, others: readonly T[]): T[] {
  const away = ({ startedAt }: Taken) => Math.abs(startedAt - frame.startedAt);
  return others
    .filter((other) => other.verdict !== 'rejected' && comparable(frame, other))
    .sort((a, b) => away(a) - away(b) || a.startedAt - b.startedAt)
    .slice(0, COMPARED);
}

/** Whether two frames, which are not the same, are of one kind and one night. */
export function comparable(frame: Taken, other: Taken): boolean {
  const apart = Math.abs(frame.startedAt - other.startedAt);
  const keys = ['frameType', 'object', 'filter', 'seconds', 'bin', 'gain'] as const;
  return apart > 0 && apart < WITHIN_MS && keys.every((key) => frame[key] === other[key]);
}
