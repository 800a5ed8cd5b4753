export * from './dispatcher.ts';
export { forgetWebhooks } from './forgetting.ts';
export * from './webhooks.ts';
