export type { Invoice } from './accounts.ts';
export { ASGGatewayClient, type ClientOptions } from './client.ts';
export type * from './contract.ts';
export {
  ASGGatewayConnectionError,
  ASGGatewayError,
  ASGGatewayHTTPError,
  ASGGatewayTimeoutError,
  TaskEndedError,
} from './errors.ts';
export type {
  EventName,
  GatewayEvent,
  JobCompletedEvent,
  StreamedEvent,
  StreamOptions,
  TaskEvent,
} from './events.ts';
export type { JobError, JobExportLine, JobWaitOptions } from './jobs.ts';
export {
  type ExpectedContent,
  type ReceiptReport,
  type ReceiptStep,
  type VerifyReceiptOptions,
  verifyReceipt,
} from './receipts.ts';
export type {
  BatchWaitOptions,
  CallOptions,
  ResultOptions,
  SubmitBatchOptions,
  WaitForResultOptions,
} from './tasks.ts';
export type { RetryNotice } from './transport.ts';
export type { WaitOptions } from './waiting.ts';
export {
  type ArrivedWebhook,
  signWebhook,
  type VerifiedWebhook,
  verifyWebhook,
  type WebhookFailure,
  WebhookVerificationError,
  webhookFailure,
} from './webhook-signature.ts';
