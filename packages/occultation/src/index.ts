export { findSquareDip, type SquareDip, type SquareDipOptions } from './squareDip.ts';
