import { pageLimitDefault, routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { deliveryReply, webhookReply } from './replies.ts';

export function serveWebhooks(serve: Serve, { webhooks, clock }: GatewayOptions): void {
  serve(routes.createWebhook, async (request) => {
    const { callback_url: callbackUrl, secret = null, events = null } = request.body;
    const result = await webhooks.create(customerOf(request).customerId, { callbackUrl, secret, events });
    if (result.kind === 'invalid') return refuseFields(result.violations);
    if (result.kind === 'too_many') return refuse('too_many_webhooks');
    const { webhookId, events: wanted } = result.webhook;
    tellTrail(request, { personal: { host: new URL(callbackUrl).host } });
    return {
      status: 201,
      body: {
        webhook_id: webhookId,
        callback_url: callbackUrl,
        events: wanted,
        active: true,
        ...(result.madeSecret === null ? {} : { secret: result.madeSecret }),
        ...(result.warnings.length === 0 ? {} : { warnings: result.warnings }),
      },
    };
  });

  serve(routes.listWebhooks, async (request) => {
    const found = await webhooks.list(customerOf(request).customerId);
    return { status: 200, body: { data: found.map((webhook) => webhookReply(webhook, clock.nowMs())) } };
  });

  serve(routes.changeWebhook, async (request) => {
    const { active, events, secret } = request.body;
    const change = {
      ...(active == null ? {} : { active }),
      ...(events == null ? {} : { events }),
      ...(secret == null ? {} : { secret }),
    };
    const { customerId } = customerOf(request);
    const known = await webhooks.list(customerId);
    const before = known.find(({ webhookId }) => webhookId === request.params.webhook_id);
    if (before !== undefined)
      tellTrail(request, {
        before: {
          ...(active != null && { active: before.active }),
          ...(events != null && { events: before.events }),
        },
        ...(secret != null && { after: { secret: 'changed' } }),
      });
    const result = await webhooks.change(customerId, request.params.webhook_id, change);
    if (result.kind === 'invalid') return refuseFields(result.violations);
    if (result.kind === 'not_found') return refuse('webhook_not_found');
    return { status: 200, body: webhookReply(result.webhook, clock.nowMs()) };
  });

  serve(routes.deleteWebhook, async (request) => {
    const removed = await webhooks.remove(customerOf(request).customerId, request.params.webhook_id);
    return removed ? { status: 204, body: undefined } : refuse('webhook_not_found');
  });

  serve(routes.testWebhook, async (request) => {
    const delivery = await webhooks.test(customerOf(request).customerId, request.params.webhook_id);
    return delivery === null ? refuse('webhook_not_found') : { status: 202, body: deliveryReply(delivery) };
  });

  serve(routes.listDeliveries, async (request) => {
    const { limit = pageLimitDefault, cursor = null } = request.query;
    const page = { limit: limit + 1, before: cursor };
    const { customerId } = customerOf(request);
    const found = await webhooks.deliveries(customerId, request.params.webhook_id, page);
    if (found === null) return refuse('webhook_not_found');
    const body = pageReply(found, limit, (delivery) => delivery.deliveryId, deliveryReply);
    return { status: 200, body };
  });

  serve(routes.listFailedDeliveries, async (request) => {
    const { limit = pageLimitDefault, cursor = null } = request.query;
    const found = await webhooks.failed(customerOf(request).customerId, { limit: limit + 1, before: cursor });
    return {
      status: 200,
      body: pageReply(found, limit, (delivery) => delivery.deliveryId, deliveryReply),
    };
  });

  serve(routes.getDelivery, async (request) => {
    const delivery = await webhooks.delivery(customerOf(request).customerId, request.params.delivery_id);
    if (delivery === null) return refuse('delivery_not_found');
    return { status: 200, body: { ...deliveryReply(delivery), body: delivery.body } };
  });

  serve(routes.replayDelivery, async (request) => {
    const delivery = await webhooks.replay(customerOf(request).customerId, request.params.delivery_id);
    return delivery === null ? refuse('delivery_not_found') : { status: 202, body: deliveryReply(delivery) };
  });
}
