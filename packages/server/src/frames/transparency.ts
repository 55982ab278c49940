import { median } from '@uraniborg/core';
import { register, transform } from '@uraniborg/imaging';
import { starsOfTable, type TableStar } from './starTable.ts';

/** Pixels within which a star is the same. */
const NEAR = 3;
/** With fewer of the same stars nothing is said. */
const FEWEST = 8;

/**
 * The light of the stars against that of the same stars in other frames of the same exposure: 1 when nothing has
 * changed, 0.5 when half of it is lost on the way (a cloud, dew, a branch). The frames may be shifted and turned against
 * each other, as after a meridian flip. The median over the stars, and then over the frames; null when none of them shows
 * the same stars.
 *
 * @param others star tables of frames that can be compared
 */
export function transparency(table: Float32Array, others: readonly Float32Array[]): number | null {
  const stars = starsOfTable(table);
  const ratios = others.flatMap((other) => {
    const ratio = against(stars, starsOfTable(other));
    return ratio === undefined ? [] : [ratio];
  });
  return ratios.length === 0 ? null : median(ratios);
}

function against(stars: readonly TableStar[], reference: readonly TableStar[]): number | undefined {
  const registration = register(stars, reference);
  if (!registration) return undefined;
  const ratios = stars.flatMap((star) => {
    const there = transform(registration.similarity, star);
    const same = reference.filter(
      ({ x, y }) => Math.abs(x - there.x) < NEAR && Math.hypot(x - there.x, y - there.y) < NEAR,
    );
    const [only] = same;
    return only && same.length === 1 && !only.saturated && !star.saturated ? [star.flux / only.flux] : [];
  });
  return ratios.length < FEWEST ? undefined : median(ratios);
}
