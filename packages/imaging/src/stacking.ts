/** Stacking alone, for what has no time to load everything else. */
export { brightestStars } from './stacking/brightestStars.ts';
export { registrar } from './stacking/register.ts';
export { inverse, type Point, type Similarity, transform } from './stacking/similarity.ts';
export type { StackMethod } from './stacking/stack.ts';
export { stackRows } from './stacking/stackTile.ts';
export { backgroundMesh } from './stars/backgroundMesh.ts';
