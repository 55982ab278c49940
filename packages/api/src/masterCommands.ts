import { z } from 'zod';
import { masterKind, masterMatch, masterSet } from './masters.ts';
import { openedFile } from './openedFile.ts';

const frame = z.string().max(100);
const file = z.string().min(1).max(255);
const nothing = z.object({});

/** What can be asked of the masters: darks, flats, biases and maps of bad pixels, by which frames are calibrated. */
export const masterCommands = {
  'masters.look': {
    summary: 'Looks into the folder of masters again, for those that were put there by hand.',
    input: nothing,
    output: nothing,
  },
  'masters.match': {
    summary:
      'Says of every master whether it fits a frame, or (without one) what the capture form would take now, and which are chosen.',
    input: z.strictObject({ frame: frame.optional() }),
    output: masterMatch.extend({
      /** What they are held against: "60 s, gain 120, -10 °C, L, 4656 × 3520". */
      subject: z.string(),
      /** Why each does not fit; null when it does. */
      masters: z.array(z.object({ file: z.string(), why: z.string().nullable() })),
    }),
  },
  'masters.sets': {
    summary: 'Frames of the library that would make a master together, the newest night first.',
    input: nothing,
    output: z.object({ sets: z.array(masterSet) }),
  },
  'masters.make': {
    summary:
      'Makes a master of frames of the library or of opened files, which must be of one kind; how it goes is in the state. Flats are freed of the dark flat, dark or bias that fits them.',
    input: z.strictObject({
      frames: z.array(frame).min(2).max(1000),
      /** 'auto': with rejection from five frames on. */
      method: z.enum(['auto', 'mean', 'median', 'kappaSigma']).optional(),
    }),
    output: nothing,
  },
  'masters.take': {
    summary:
      'Takes frames with the settings of the capture form and makes a master of them; the frames stay in the library. `cover` closes the cover of the telescope, if it is open, and opens it again after; `sigma` maps the bad pixels of a dark too.',
    input: z.strictObject({
      kind: z.enum(['dark', 'flat', 'bias', 'darkFlat']),
      count: z.number().int().min(2).max(200),
      /** Left out: that of the form. */
      seconds: z.number().min(0).max(86_400).optional(),
      cover: z.boolean().optional(),
      sigma: z.number().min(1).max(1000).optional(),
    }),
    output: z.object({ activity: z.string() }),
  },
  'masters.stop': { summary: 'Stops the making of a master; nothing of it is left.', input: nothing, output: nothing },
  'masters.badPixels': {
    summary:
      'Counts the pixels of a master dark that lie more than `sigma` standard deviations from its median; `keep` makes a map of them.',
    input: z.strictObject({ dark: file, sigma: z.number().min(1).max(1000), keep: z.boolean().optional() }),
    output: z.object({ badPixels: z.number(), file: z.string().nullable() }),
  },
  'masters.add': {
    summary: 'Takes an opened file among the masters, as what its header says or as `kind`.',
    input: z.strictObject({ frame, kind: masterKind.optional() }),
    output: z.object({ file: z.string() }),
  },
  'masters.open': {
    summary: 'Opens a master like a file that was brought: it can be looked at, and its header read.',
    input: z.strictObject({ file }),
    output: openedFile,
  },
  'masters.remove': {
    summary: 'Takes a master away; its file goes into the folder "removed" beside the others.',
    input: z.strictObject({ file }),
    output: nothing,
  },
  'masters.restore': {
    summary: 'Brings a master back that was taken away.',
    input: z.strictObject({ file }),
    output: nothing,
  },
  'frame.calibrate': {
    summary:
      'Frees a frame of what the camera and the optics have put into it, by the masters that fit; the answer is the id under which the result is looked at like any frame, null when no master fits.',
    input: z.strictObject({ frame }),
    output: masterMatch.extend({ frame: z.string().nullable() }),
  },
} as const;
