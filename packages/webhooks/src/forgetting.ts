import type { EngineContext } from '@asg/people';
import { deliveryIdOf } from './messages.ts';

const pageMax = 100;

/** Removes a customer's webhooks, and erases what was sent to them or to addresses of single tasks and jobs. May be done again. */
export async function forgetWebhooks(
  { storage }: Pick<EngineContext, 'storage'>,
  customerId: string,
): Promise<void> {
  const { deliveries, events, jobs, tasks, webhooks } = storage;
  for (const { webhookId } of await webhooks.list(customerId))
    await webhooks.remove({ customerId, webhookId });
  const webhookIds = await webhooks.removed(customerId);
  for (const webhookId of webhookIds)
    for (let before: string | null = null; ; ) {
      const page = await deliveries.ofWebhook(webhookId, { limit: pageMax, before });
      await deliveries.erase(page.map(({ deliveryId }) => deliveryId));
      if (page.length < pageMax) break;
      before = page.at(-1)?.deliveryId ?? null;
    }
  for (let before: string | null = null; ; ) {
    const page = await deliveries.failed(customerId, { limit: pageMax, before });
    await deliveries.erase(page.map(({ deliveryId }) => deliveryId));
    if (page.length < pageMax) break;
    before = page.at(-1)?.deliveryId ?? null;
  }
  for (let after: string | null = null; ; ) {
    const page = await events.after(customerId, { after, limit: pageMax });
    for (const { eventId, atMs, taskId, jobId } of page) {
      const url =
        taskId === null
          ? jobId === null
            ? null
            : (await jobs.get(jobId))?.job.callbackUrl
          : (await tasks.get(taskId))?.callbackUrl;
      if (url != null) await deliveries.erase([deliveryIdOf(eventId, atMs, url)]);
    }
    if (page.length < pageMax) return;
    after = page.at(-1)?.eventId ?? null;
  }
}
