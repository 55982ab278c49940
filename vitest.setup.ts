import fc from 'fast-check';

// The same examples every time, so that a red run can be repeated; the nightly run looks further with its own seed.
fc.configureGlobal({ seed: Number(process.env.URANIBORG_SEED ?? 1576) });
