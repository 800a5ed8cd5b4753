import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EventType, eventTypes } from '@asg/domain';
import { mayBeTold, receiversOf } from './messages.ts';

const [url, other] = ['https://customer.example/hook', 'https://customer.example/other'];
const subscribed: readonly (readonly EventType[])[] = [[], ...eventTypes.map((type) => [type]), eventTypes];
const hooks = [url, other].flatMap((callbackUrl) =>
  subscribed.flatMap((events) =>
    [true, false].map((active) => ({ webhookId: `${callbackUrl} ${active}`, callbackUrl, events, active })),
  ),
);

test('whoever is to be told of an event may be told by its type and the webhooks alone', () => {
  let told = 0;
  for (const type of eventTypes)
    for (const webhooks of [[], ...hooks.map((one) => [one]), hooks])
      for (const callbackUrl of [null, url, 'https://elsewhere.example/']) {
        if (receiversOf({ type }, { callbackUrl }, webhooks).length === 0) continue;
        told += 1;
        assert.ok(
          mayBeTold({ type }, callbackUrl !== null, webhooks),
          JSON.stringify({ type, callbackUrl, webhooks }),
        );
      }
  assert.ok(told > 100, `${told} were told`);
});

test('of an event that nobody asked for nothing is read, but where its task may name an address', () => {
  const [wanted, unwanted] = ['task.settled', 'task.cancelled'] as const;
  const webhooks = [{ webhookId: 'whk_1', callbackUrl: url, events: [wanted], active: true }];
  assert.equal(mayBeTold({ type: unwanted }, true, webhooks), false);
  assert.equal(mayBeTold({ type: wanted }, false, []), false);
  assert.equal(mayBeTold({ type: wanted }, true, []), true);
});
