/** FITS alone, for what has no time to load the readers of everything else. */
export { encodeFitsChunks } from './encodeFits.ts';
export type { Frame } from './frame.ts';
export {
  card,
  cardNumber,
  cardText,
  type Header,
  withCard,
  withoutCard,
  withRemark,
} from './header.ts';
export { readFits } from './readFits.ts';
