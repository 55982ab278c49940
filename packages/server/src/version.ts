import manifest from '../package.json' with { type: 'json' };

/** Of this Uraniborg. */
export const version: string = manifest.version;
