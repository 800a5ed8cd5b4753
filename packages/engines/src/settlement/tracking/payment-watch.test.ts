import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, conditionsOf, settle, verifiedTasks } from '../../testing/settlement-bench.ts';
import { watchPayments } from './payment-watch.ts';

test('a verified task that waits too long for its payment is named, planned or not', async (t) => {
  const parts = await bench(t, 0);
  const { chain, context, clock } = parts;
  const settler = parts.newSettler();
  await verifiedTasks(parts, 2);
  clock.advance(59_999);
  await settle(settler);
  await watchPayments(context, 60_000);
  assert.equal(conditionsOf(parts).payments_late, undefined);
  clock.advance(1);
  await watchPayments(context, 60_000);
  assert.match(conditionsOf(parts).payments_late!, /^2 verified tasks not paid yet, the oldest since 2025-/);
  assert.match(conditionsOf(parts).treasury!, /^the treasury lacks \d+ satoshis/);

  parts.fund(1_000_000);
  const unclear = { kind: 'unknown', reason: 'the network is away' } as const;
  const mocked = t.mock.method(chain, 'broadcast', () => Promise.resolve(unclear));
  clock.advance(1_000);
  await settle(settler);
  await watchPayments(context, 60_000);
  assert.equal(conditionsOf(parts).payments_late, undefined, 'it is under way');
  clock.advance(60_000);
  await settle(settler);
  await watchPayments(context, 60_000);
  assert.match(
    conditionsOf(parts).payments_late!,
    /^settlement stl_\w+ of 2 tasks not with the network since/,
  );
  assert.match(conditionsOf(parts).settlement_unresolved!, /the network is away/);
  mocked.mock.restore();
  clock.advance(60_000);
  await settle(settler);
  await watchPayments(context, 60_000);
  assert.deepEqual(conditionsOf(parts), {});
});
