export * from './dispatcher.ts';
export * from './webhooks.ts';
