import { deliveryStates, eventTypes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { payloads } from '../events/payloads.ts';
import { choice, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';

const eventName = choice(eventTypes, { description: 'What happened', examples: ['task.settled'] });

const wantedEvents = Type.Array(eventName, {
  minItems: 1,
  maxItems: eventTypes.length,
  uniqueItems: true,
  description: `What it is told of. Default: task.settled. The message of each is JSON. ${payloads}`,
});
const secretField = Type.String({
  minLength: 1,
  maxLength: 256,
  description:
    'Signs the messages. `whsec_` and base64 of at least 24 bytes, as in Standard Webhooks, or any text. Without it one is made and shown once. One that is changed signs beside the new one for 24 hours, in `webhook-signature`',
});
const callbackUrl = {
  description: 'https URL that the messages are sent to',
  examples: ['https://example.com/hook'],
};
const exampleHook = { callback_url: 'https://example.com/hook', events: ['task.settled'] };

export const createWebhookBody = requestObject(
  {
    callback_url: Type.String({ minLength: 1, maxLength: 2048, ...callbackUrl }),
    secret: maybe(secretField),
    events: maybe(wantedEvents),
  },
  { title: 'CreateWebhook', examples: [exampleHook] },
);

export const changeWebhookBody = requestObject(
  {
    active: maybe(
      Type.Boolean({ description: 'true also switches on again what was switched off after failures' }),
    ),
    events: maybe(wantedEvents),
    secret: maybe(secretField),
  },
  { title: 'ChangeWebhook', examples: [{ active: true }] },
);

const webhookFields = {
  webhook_id: id('whk_', 'The webhook'),
  callback_url: Type.String(callbackUrl),
  events: Type.Array(eventName),
  active: Type.Boolean(),
};

export const createdWebhook = Type.Object(
  {
    ...webhookFields,
    secret: Type.Optional(
      Type.String({ description: 'The secret that was made. Shown this once', examples: ['whsec_…'] }),
    ),
    warnings: Type.Optional(
      Type.Array(Type.String(), {
        description: 'What may not have been meant, e.g. that another webhook has the same callback_url',
      }),
    ),
  },
  { title: 'CreatedWebhook' },
);

export const webhook = Type.Object(
  {
    ...webhookFields,
    disabled_reason: nullable(Type.String({ description: 'Why it was switched off after failures' })),
    former_secret_until: nullable(
      timestamp('Until when a secret that was changed signs too; null: none does'),
    ),
    created_at: timestamp('When it was registered'),
  },
  { title: 'Webhook' },
);

export const webhookList = Type.Object(
  { data: Type.Array(webhook, { description: 'The oldest first' }) },
  { title: 'Webhooks' },
);

const attempt = Type.Object(
  {
    at: timestamp('When it was sent'),
    latency_ms: Type.Integer(),
    status: nullable(Type.Integer({ description: 'HTTP status; null: no answer came', examples: [200] })),
    error: nullable(Type.String({ description: 'What went wrong, where it was not the status' })),
    response: nullable(Type.String({ description: 'The first 1 KiB of the answer' })),
  },
  { title: 'DeliveryAttempt' },
);

export const delivery = Type.Object(
  {
    delivery_id: id('dlv_', 'The delivery'),
    message_id: id('evt_', 'Goes out as `webhook-id`: the same for every attempt and replay'),
    webhook_id: nullable(id('whk_', 'The webhook')),
    event: eventName,
    task_id: nullable(id('tsk_', 'The task; null: of a job, or a test')),
    job_id: nullable(id('job_', 'The job; null: of a task, or a test')),
    callback_url: Type.String(callbackUrl),
    status: choice(deliveryStates),
    attempt_count: Type.Integer({ description: 'Attempts so far' }),
    attempts: Type.Array(attempt, { description: 'The last 30, the oldest first' }),
    next_attempt_at: nullable(timestamp('null: there is none')),
    created_at: timestamp('When it was put on its way'),
  },
  { title: 'Delivery' },
);

export const deliveryDetail = Type.Object(
  {
    ...delivery.properties,
    body: Type.String({ description: 'What is sent, to the byte: the same for every attempt and replay' }),
  },
  { title: 'DeliveryDetail' },
);

export const deliveriesQuery = requestObject(pageFields('dlv_'));
export const deliveryPage = pageOf(delivery, 'DeliveryPage');
export const webhookParams = Type.Object({ webhook_id: pathId('whk_', 'The webhook') });
export const deliveryParams = Type.Object({ delivery_id: pathId('dlv_', 'The delivery') });

export type CreatedWebhook = Static<typeof createdWebhook>;
export type Webhook = Static<typeof webhook>;
export type Delivery = Static<typeof delivery>;
