export * from './json-text.ts';
export * from './metadata.ts';
export * from './options.ts';
export * from './refuse.ts';
export * from './text.ts';
export * from './utf8.ts';
