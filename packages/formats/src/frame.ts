import type { Pixels } from '@uraniborg/core';
import type { Header } from './header.ts';

/** Pixels plus everything that is known about them. */
export interface Frame {
  readonly pixels: Pixels;
  readonly header: Header;
}
