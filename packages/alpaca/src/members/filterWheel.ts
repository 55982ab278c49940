import type { Members } from './row.ts';

export const filterWheel = {
  FocusOffsets: {
    access: 'read',
    type: 'int[]',
    since: 1,
    mandatory: true,
    doc: 'For each slot, how far the focuser must move for its filter, focuser steps.',
  },
  Names: { access: 'read', type: 'string[]', since: 1, mandatory: true, doc: 'The name of the filter in each slot.' },
  Position: {
    access: 'readWrite',
    type: 'int',
    since: 1,
    mandatory: true,
    state: true,
    errors: ['invalidValue'],
    doc: 'The slot in the beam, 0-based; -1 while the wheel turns. Writing it begins to turn.',
  },
} as const satisfies Members;
