export { type EncodeFitsOptions, encodeFits, encodeFitsChunks } from './encodeFits.ts';
export { type FitsHdu, fitsHdus } from './fitsHdu.ts';
export type { Frame } from './frame.ts';
export {
  type Card,
  type CardValue,
  card,
  cardNumber,
  cardText,
  cardValue,
  findCard,
  type Header,
  withCard,
  withoutCard,
  withRemark,
} from './header.ts';
export { type ReadFitsOptions, readFits } from './readFits.ts';
export { flippedHeader, type RowOrder, rowOrderOf } from './rowOrder.ts';
