import { templateKey } from '@asg/domain';
import { sha256 } from '@asg/storage';
import { type Oldest, order } from './fill.ts';

const dayMs = 86_400_000;

/** What each page of the Console asks for when it is opened, together. */
export function pagesOf(ids: {
  readonly task: string;
  readonly webhook: string;
  readonly worker: string;
  readonly customer: string;
  readonly settlement: string;
  readonly oldest: Oldest;
}) {
  const from = (back: number): string => new Date(Date.now() - back * dayMs).toISOString().slice(0, 10);
  const task = `/v1/tasks/${ids.task}`;
  const template = templateKey({ type: order.type, labelSpec: order.label_spec }, sha256);
  return {
    Overview: ['/v1/console/session', `/v1/stats?from=${from(29)}`],
    'Overview of a year': [`/v1/stats?from=${from(364)}`],
    Tasks: ['/v1/tasks'],
    'Tasks, by status': ['/v1/tasks?status=settled'],
    'Tasks, a search that finds nothing': ['/v1/tasks?search=nowhere'],
    'Tasks, a status that few have': ['/v1/tasks?status=verified&limit=100'],
    'Tasks, by doubt': ['/v1/tasks?sort=confidence&order=asc&limit=100'],
    'Tasks, by doubt with a rare answer': ['/v1/tasks?sort=confidence&order=asc&answer=dog&limit=100'],
    'Tasks, decided lately': ['/v1/tasks?sort=decided&limit=100'],
    'Tasks, by metadata of many': [`/v1/tasks?metadata=${encodeURIComponent('{"shop":"shop-3"}')}&limit=100`],
    'Tasks, the oldest first': ['/v1/tasks?order=asc&limit=100'],
    'Distribution of a template': [`/v1/stats/distribution?template=${template}`],
    'Search for an id of two years ago': [`/v1/tasks?search=${ids.oldest.taskId}`],
    'Search for a key of two years ago': [`/v1/tasks?search=${ids.oldest.key}`],
    'Search for metadata of two years ago': [`/v1/tasks?search=${ids.oldest.order}`],
    'Tasks, by date': [`/v1/tasks?created_before=${from(14)}T00:00:00Z`],
    Task: [task, `${task}/timeline`, `${task}/receipt`],
    Jobs: ['/v1/jobs'],
    Quality: [`/v1/stats?from=${from(29)}`, '/v1/billing/usage', '/v1/stats/disagreements'],
    Usage: ['/v1/billing/usage', '/v1/billing/invoices'],
    Webhooks: ['/v1/webhooks'],
    'Webhook with its deliveries': ['/v1/webhooks', `/v1/webhooks/${ids.webhook}/deliveries`],
    'Failed deliveries': ['/v1/webhooks/deliveries'],
    Keys: ['/v1/customers/me/keys'],
    'Operator: health': ['/v1/ready', '/v1/admin/queues'],
    'Operator: treasury': ['/v1/admin/treasury'],
    'Operator: settlements': ['/v1/admin/settlements', '/v1/admin/settlements?state=failed'],
    'Operator: settlement': [`/v1/admin/settlements/${ids.settlement}`],
    'Operator: workers': ['/v1/admin/workers'],
    'Operator: worker': [`/v1/admin/workers/${ids.worker}`],
    'Operator: appeals': ['/v1/admin/appeals'],
    'Operator: customers': ['/v1/admin/customers', `/v1/admin/customers/${ids.customer}`],
  };
}
