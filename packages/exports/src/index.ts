export type { ExportStyle } from './bytes.ts';
export * from './exports.ts';
export { labelAttributeOf } from './ground-truth-lines.ts';
export { formatProblem, sizeProblem } from './kinds/registry.ts';
