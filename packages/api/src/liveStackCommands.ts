import { z } from 'zod';
import { liveStackOptions } from './liveStack.ts';

/** What can be asked of the live stack. */
export const liveStackCommands = {
  'liveStack.set': {
    summary: 'Changes how frames are stacked live; method, calibration and debayering hold from the next stack on.',
    input: liveStackOptions.partial(),
    output: z.object({}),
  },
  'liveStack.start': {
    summary: 'Begins a new stack: each light that is taken from now on is put into it, if it is good enough.',
    input: z.object({}),
    output: z.object({}),
  },
  'liveStack.stop': {
    summary: 'Ends the stacking; the stack is written where that was asked for, and stays on the screen.',
    input: z.object({}),
    output: z.object({}),
  },
  'liveStack.reset': {
    summary: 'Throws away what has been stacked; while it runs, the next good frame is the first of a new stack.',
    input: z.object({}),
    output: z.object({}),
  },
  'liveStack.undo': {
    summary: 'Takes the last frame out of the stack again.',
    input: z.object({}),
    output: z.object({}),
  },
  'liveStack.save': {
    summary: 'Writes the stack as a FITS file of 32-bit floating point; a later save of the same stack replaces it.',
    input: z.object({}),
    output: z.object({ fileName: z.string() }),
  },
} as const;
