export type { ExportStyle } from './bytes.ts';
export * from './exports.ts';
