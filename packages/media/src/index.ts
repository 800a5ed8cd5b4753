export { LookAhead } from './ahead/look-ahead.ts';
export { LookMarks } from './ahead/look-marks.ts';
export type { ComparedKinds } from './compared.ts';
export { type ItemParts, type ItemResult, Items, type MediaItem, type ReadableUrl } from './items.ts';
export * from './looks-taken.ts';
export * from './media.ts';
