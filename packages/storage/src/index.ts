export type * from './accounts.ts';
export * from './billing.ts';
export * from './events.ts';
export * from './jobs.ts';
export * from './port.ts';
export * from './records.ts';
export * from './stats.ts';
export * from './task-lists.ts';
export * from './webhooks.ts';
