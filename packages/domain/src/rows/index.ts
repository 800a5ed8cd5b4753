export { comparedIn, isBlank, isTaskField, type RowOutcome, type RowTask } from './fields.ts';
export * from './line-notices.ts';
export * from './same-items.ts';
export * from './source-rows.ts';
export * from './task-rows.ts';
