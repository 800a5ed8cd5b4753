import manifest from '../package.json' with { type: 'json' };

/** The version that health and the API document show. */
export const version: string = manifest.version;
