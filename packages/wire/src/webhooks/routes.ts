import { route } from '../contract.ts';
import {
  changeWebhookBody,
  createdWebhook,
  createWebhookBody,
  deliveriesQuery,
  delivery,
  deliveryDetail,
  deliveryPage,
  deliveryParams,
  webhook,
  webhookList,
  webhookParams,
} from './schemas.ts';

const signing =
  'Messages carry `X-ASG-Signature: sha256=<hex HMAC-SHA256 of the body under the secret>` and the headers of Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`). `webhook-signature` may hold several, apart by spaces, one of which is right: for a secret that is base64 without `whsec_`, under its text and under its bytes; for 24 hours after a change of the secret, under the former one too, while `X-ASG-Signature` is under the new one.';

export const createWebhook = route({
  method: 'POST',
  path: '/v1/webhooks',
  operationId: 'createWebhook',
  tag: 'Webhooks',
  summary: 'Be told of what happens to your tasks',
  description: `${signing} Anything but a 2xx within 10 seconds is tried again, with growing gaps; redirects are not followed. A webhook that answers 410, or that nothing reached for a day, is switched off.`,
  auth: 'customer',
  may: 'webhooks',
  limit: 'caller',
  body: createWebhookBody,
  responses: { 201: { description: 'Registered', schema: createdWebhook } },
  errors: ['too_many_webhooks'],
});

export const listWebhooks = route({
  method: 'GET',
  path: '/v1/webhooks',
  operationId: 'listWebhooks',
  tag: 'Webhooks',
  summary: 'Your webhooks',
  auth: 'customer',
  may: 'webhooks',
  limit: 'caller',
  responses: { 200: { description: 'The webhooks', schema: webhookList } },
  errors: [],
});

export const changeWebhook = route({
  method: 'PATCH',
  path: '/v1/webhooks/{webhook_id}',
  operationId: 'changeWebhook',
  tag: 'Webhooks',
  summary: 'Switch a webhook on or off, change its events or its secret',
  auth: 'customer',
  may: 'webhooks',
  limit: 'caller',
  params: webhookParams,
  body: changeWebhookBody,
  responses: { 200: { description: 'As it is now', schema: webhook } },
  errors: ['webhook_not_found'],
});

export const deleteWebhook = route({
  method: 'DELETE',
  path: '/v1/webhooks/{webhook_id}',
  operationId: 'deleteWebhook',
  tag: 'Webhooks',
  summary: 'Remove a webhook',
  description: 'Deliveries that are still on their way are given up.',
  auth: 'customer',
  may: 'webhooks',
  limit: 'caller',
  params: webhookParams,
  responses: { 204: { description: 'Removed, now or before' } },
  errors: ['webhook_not_found'],
});

export const testWebhook = route({
  method: 'POST',
  path: '/v1/webhooks/{webhook_id}/test',
  operationId: 'testWebhook',
  tag: 'Webhooks',
  summary: 'Send a sample message',
  auth: 'customer',
  may: 'webhooks',
  limit: 'caller',
  params: webhookParams,
  responses: { 202: { description: 'On its way', schema: delivery } },
  errors: ['webhook_not_found'],
});

export const listDeliveries = route({
  method: 'GET',
  path: '/v1/webhooks/{webhook_id}/deliveries',
  operationId: 'listDeliveries',
  tag: 'Webhooks',
  summary: 'What was sent to a webhook, and what it answered',
  auth: 'customer',
  may: 'webhooks',
  limit: 'caller',
  params: webhookParams,
  query: deliveriesQuery,
  responses: { 200: { description: 'A page of deliveries', schema: deliveryPage } },
  errors: ['webhook_not_found'],
});

export const listFailedDeliveries = route({
  method: 'GET',
  path: '/v1/webhooks/deliveries',
  operationId: 'listFailedDeliveries',
  tag: 'Webhooks',
  summary: 'Deliveries that were given up',
  description:
    'Of every receiver: your webhooks, those you removed, and a `callback_url` that is none. One that is replayed leaves the list.',
  auth: 'customer',
  may: 'webhooks',
  limit: 'caller',
  query: deliveriesQuery,
  responses: { 200: { description: 'A page of deliveries', schema: deliveryPage } },
  errors: [],
});

export const getDelivery = route({
  method: 'GET',
  path: '/v1/webhooks/deliveries/{delivery_id}',
  operationId: 'getDelivery',
  tag: 'Webhooks',
  summary: 'A delivery with its body',
  auth: 'customer',
  may: 'webhooks',
  limit: 'caller',
  params: deliveryParams,
  responses: { 200: { description: 'The delivery', schema: deliveryDetail } },
  errors: ['delivery_not_found'],
});

export const replayDelivery = route({
  method: 'POST',
  path: '/v1/webhooks/deliveries/{delivery_id}/replay',
  operationId: 'replayDelivery',
  tag: 'Webhooks',
  summary: 'Send a delivery again, with the same webhook-id',
  auth: 'customer',
  may: 'webhooks',
  limit: 'caller',
  params: deliveryParams,
  responses: { 202: { description: 'On its way', schema: delivery } },
  errors: ['delivery_not_found'],
});
