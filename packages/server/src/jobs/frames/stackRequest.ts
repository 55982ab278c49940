import type { Clock } from '@uraniborg/core';
import type { BayerOrder, StackMethod } from '@uraniborg/imaging';

export interface StackRequest {
  /** The first is the reference: all others are laid onto it. */
  readonly files: readonly string[];
  /** A FITS file, new. */
  readonly out: string;
  readonly method: StackMethod;
  /** Master dark, bias included, and master flat without its own dark. */
  readonly dark?: string | undefined;
  readonly flat?: string | undefined;
  /** Hot and dead pixels are mended: those of a map or another dark, by its path, or (true) found on the dark. */
  readonly badPixels?: string | boolean | undefined;
  /** Whether frames are laid onto the first by their stars; else pixel on pixel, as a master is made. Default true. */
  readonly align?: boolean | undefined;
  /** 'auto': as the header says. */
  readonly debayer?: BayerOrder | 'auto' | undefined;
  /** Bytes that frames may keep of the memory; the others wait on the disk. Default: half of what is free. */
  readonly memory?: number | undefined;
  readonly threads?: number | undefined;
}

export interface StackListener {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { phase: string; fraction: number; secondsLeft: number | undefined }) => void;
  readonly onPlaced: (path: string, place: { rms: number; matchedStars: number; similarity: object }) => void;
  readonly onRefused: (path: string, why: string) => void;
}

export interface StackedFile {
  readonly path: string;
  readonly count: number;
  readonly refused: number;
  /** Fraction of the values that rejection left out. */
  readonly rejected: number;
}
