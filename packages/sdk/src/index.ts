export { type AdminClientOptions, ASGAdminClient } from './admin/client.ts';
export { ASGGatewayClient, type ClientOptions } from './client.ts';
export type { ConnectionOptions } from './connection.ts';
export { ASGPersonClient, type PersonClientOptions } from './console/person.ts';
export { ASGConsoleSession } from './console/session.ts';
export type * from './contract.ts';
export type { Invoice } from './customer/accounts.ts';
export type { BatchWaitOptions } from './customer/batches.ts';
export type {
  BalanceLowEvent,
  EventName,
  GatewayEvent,
  JobCompletedEvent,
  StreamedEvent,
  StreamOptions,
  TaskEvent,
  TaskReviewedEvent,
} from './customer/events.ts';
export type { JobError, JobExportLine, JobWaitOptions, UploadOptions } from './customer/jobs.ts';
export type {
  BoxesTask,
  ChoiceTask,
  ComparisonTask,
  KindTask,
  MultiLabelTask,
  RatingTask,
  SpansTask,
  ValueOfKind,
} from './customer/kinds.ts';
export type {
  ResultOptions,
  SubmitBatchOptions,
  WaitForResultOptions,
} from './customer/tasks.ts';
export type { Factors as FactorsClient } from './people/factors.ts';
export {
  ASGGatewayConnectionError,
  ASGGatewayError,
  ASGGatewayHTTPError,
  ASGGatewayTimeoutError,
  CodeWantedError,
  InsufficientFundsError,
  ItemNotShownError,
  isRetryable,
  isStatus,
  TaskEndedError,
} from './transport/errors.ts';
export type { ItemBlob } from './transport/item-blob.ts';
export type { CallOptions, RetryNotice } from './transport/transport.ts';
export type { WaitOptions } from './transport/waiting.ts';
export {
  type ExpectedContent,
  type ReceiptReport,
  type ReceiptStep,
  type VerifyReceiptOptions,
  verifyReceipt,
} from './verification/receipts.ts';
export {
  type ArrivedWebhook,
  signWebhook,
  type VerifiedWebhook,
  verifyWebhook,
  type WebhookFailure,
  WebhookVerificationError,
  webhookFailure,
} from './verification/webhook-signature.ts';
export {
  ASGWorkerClient,
  type LabelOptions,
  type WorkerClientOptions,
  type WorkItem,
} from './worker/client.ts';
