import { type BodyOf, callerOf, type Operations } from '@asg/sdk/browser';

/** What the Console asks of the API. */
const operations = {
  openConsoleSession: ['POST', '/v1/console/session'],
  getConsoleSession: ['GET', '/v1/console/session'],
  endConsoleSession: ['DELETE', '/v1/console/session'],
  registerCustomer: ['POST', '/v1/customers'],
  listKeys: ['GET', '/v1/customers/me/keys'],
  createKey: ['POST', '/v1/customers/me/keys'],
  revokeKey: ['DELETE', '/v1/customers/me/keys/{key_id}'],
  getStats: ['GET', '/v1/stats'],
  listDisagreements: ['GET', '/v1/stats/disagreements'],
  listTasks: ['GET', '/v1/tasks'],
  getTask: ['GET', '/v1/tasks/{task_id}'],
  getTimeline: ['GET', '/v1/tasks/{task_id}/timeline'],
  getReceipt: ['GET', '/v1/tasks/{task_id}/receipt'],
  cancelTask: ['POST', '/v1/tasks/{task_id}/cancel'],
  submitTask: ['POST', '/v1/tasks'],
  listJobs: ['GET', '/v1/jobs'],
  getJob: ['GET', '/v1/jobs/{job_id}'],
  listJobErrors: ['GET', '/v1/jobs/{job_id}/errors'],
  cancelJob: ['POST', '/v1/jobs/{job_id}/cancel'],
  listWebhooks: ['GET', '/v1/webhooks'],
  createWebhook: ['POST', '/v1/webhooks'],
  changeWebhook: ['PATCH', '/v1/webhooks/{webhook_id}'],
  deleteWebhook: ['DELETE', '/v1/webhooks/{webhook_id}'],
  testWebhook: ['POST', '/v1/webhooks/{webhook_id}/test'],
  listDeliveries: ['GET', '/v1/webhooks/{webhook_id}/deliveries'],
  listFailedDeliveries: ['GET', '/v1/webhooks/deliveries'],
  getDelivery: ['GET', '/v1/webhooks/deliveries/{delivery_id}'],
  replayDelivery: ['POST', '/v1/webhooks/deliveries/{delivery_id}/replay'],
  getUsage: ['GET', '/v1/billing/usage'],
  listInvoices: ['GET', '/v1/billing/invoices'],
  getReadiness: ['GET', '/v1/ready'],
  adminGetQueues: ['GET', '/v1/admin/queues'],
  adminGetTreasury: ['GET', '/v1/admin/treasury'],
  adminRequestMove: ['POST', '/v1/admin/treasury/moves'],
  adminListSettlements: ['GET', '/v1/admin/settlements'],
  adminGetSettlement: ['GET', '/v1/admin/settlements/{settlement_id}'],
  adminListWorkers: ['GET', '/v1/admin/workers'],
  adminGetWorker: ['GET', '/v1/admin/workers/{worker_id}'],
  adminSuspendWorker: ['POST', '/v1/admin/workers/{worker_id}/suspend'],
  adminReinstateWorker: ['POST', '/v1/admin/workers/{worker_id}/reinstate'],
  adminListAppeals: ['GET', '/v1/admin/appeals'],
  adminAnswerAppeal: ['POST', '/v1/admin/appeals/{appeal_id}/answer'],
  adminListCustomers: ['GET', '/v1/admin/customers'],
  adminGetCustomer: ['GET', '/v1/admin/customers/{customer_id}'],
  adminChangeCustomer: ['PATCH', '/v1/admin/customers/{customer_id}'],
} as const satisfies Operations;

export const call = callerOf(operations);

export type Session = BodyOf<'getConsoleSession'>;
export type Customer = NonNullable<Session['customer']>;
export type Stats = BodyOf<'getStats'>;
export type Template = Stats['templates'][number];
export type Disagreement = BodyOf<'listDisagreements'>['data'][number];
export type Task = BodyOf<'getTask'>;
export type TaskStatus = Task['status'];
export type TaskType = Task['task_type'];
export type Timeline = BodyOf<'getTimeline'>;
export type Job = BodyOf<'getJob'>;
export type Webhook = BodyOf<'listWebhooks'>['data'][number];
export type Delivery = BodyOf<'listDeliveries'>['data'][number];
export type ApiKey = BodyOf<'listKeys'>['data'][number];
export type Usage = BodyOf<'getUsage'>;
export type Invoice = BodyOf<'listInvoices'>['invoices'][number];
export type Ready = BodyOf<'getReadiness'>;
export type Queues = BodyOf<'adminGetQueues'>;
export type Treasury = BodyOf<'adminGetTreasury'>;
export type Settlement = BodyOf<'adminListSettlements'>['data'][number];
export type SettlementState = Settlement['state'];
export type AdminWorker = BodyOf<'adminGetWorker'>;
export type AdminCustomer = BodyOf<'adminGetCustomer'>;
export type AdminAppeal = BodyOf<'adminListAppeals'>['data'][number];
