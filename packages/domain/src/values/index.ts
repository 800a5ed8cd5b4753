export * from './bucket-names.ts';
export * from './item.ts';
export * from './json-text.ts';
export * from './metadata.ts';
export * from './options.ts';
export * from './text.ts';
export * from './utf8.ts';
export * from './violations.ts';
