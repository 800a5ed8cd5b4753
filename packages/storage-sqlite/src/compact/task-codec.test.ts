import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { crockford, type Label, type Payment, sats, type TaskOrder, taskStates } from '@asg/domain';
import fc from 'fast-check';
import { inMemory } from '../file/connection.ts';
import { migrate } from '../file/migrate.ts';
import { parsed } from '../sql.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { decodeOrder, encodeOrder, type OrderShape } from './order.ts';
import { keyOf, readWords, WordTable, wordAt } from './words.ts';
import { decodeWork, encodeWork, type Work } from './work.ts';

const times = fc.integer({ min: 0, max: 4e12 });
const ids = fc.constantFrom('wrk_1', 'wrk_2', 'wrk_3 “é”');
const nonces = fc.oneof(
  fc.string({ unit: fc.constantFrom(...crockford.split('')), minLength: 6, maxLength: 6 }),
  fc.string({ maxLength: 7 }),
);
const numbers = fc.oneof(fc.nat(), fc.constantFrom(127, 128, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER));
const maybe = { requiredKeys: [] };

test('numbers and texts are read as they were written', () => {
  const out = new ByteWriter();
  const values = fc.array(
    fc.tuple(numbers, fc.integer(), fc.double({ noNaN: true }), fc.string({ unit: 'binary' })),
  );
  fc.assert(
    fc.property(values, (all) => {
      for (const [number, difference, float, text] of all) {
        out.number(number);
        out.difference(difference);
        out.float(float);
        out.text(text.toWellFormed());
      }
      const from = new ByteReader(out.take());
      for (const [number, difference, float, text] of all) {
        const read = [from.number(), from.difference(), from.float(), from.text()];
        assert.deepEqual(read, [number, difference, float, text.toWellFormed()]);
      }
    }),
  );
  for (const bad of [-1, 0.5, Number.NaN, 2 ** 53]) assert.throws(() => out.number(bad), RangeError);
});

test('an order is what it was, whatever is the customer’s and whatever is odd about it', () => {
  const out = new ByteWriter();
  const extras = fc.record(
    {
      sensitive: fc.constant(true as const),
      callbackUrl: fc.webUrl(),
      metadata: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
      cover: fc.constant({ capSats: sats(9), payoutSats: sats(3), feePercent: 5, from: 'balance' as const }),
      gold: fc.constant({ goldId: 'gld_1', option: 1, owner: null }),
      excluded: fc.array(ids),
      erased: fc.constant({ atMs: 5, dataUrlHash: 'ab' }),
      batchId: fc.constant('bat_1'),
      jobId: fc.constant('job_1'),
      expiresAtMs: times,
    },
    maybe,
  );
  const salts = fc.constantFrom('00ff'.repeat(8), 'A0ff'.repeat(8), '', 'short');
  fc.assert(
    fc.property(
      extras,
      times,
      salts,
      fc.string(),
      fc.boolean(),
      (extra, createdAtMs, salt, dataUrl, shared) => {
        const order: TaskOrder = {
          taskId: 'tsk_1',
          customerId: 'cust_1',
          batchId: null,
          jobId: null,
          type: 'sentiment',
          dataUrl,
          labelSpec: { question: 'How “good”?', options: ['a', 'b'] },
          consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 7 },
          language: null,
          priority: 5,
          metadata: null,
          callbackUrl: null,
          createdAtMs,
          expiresAtMs: null,
          salt,
          ...extra,
        };
        const shape = encodeOrder(order, shared, out);
        assert.deepEqual(decodeOrder('tsk_1', parsed<OrderShape>(shape), out.take()), order);
        for (const secret of [order.callbackUrl, order.salt])
          assert.ok(!secret || !shape.includes(JSON.stringify(secret)));
      },
    ),
  );
});

test('what happened to a task is what it was, in every state, and also where a number is none', () => {
  using db = new DatabaseSync(inMemory);
  migrate(db);
  const words = new WordTable(db);
  const labels: fc.Arbitrary<Label> = fc
    .tuple(
      fc.record({ workerId: ids, option: fc.oneof(fc.nat(300), fc.constantFrom(-1, 0.5)), atMs: times }),
      fc.record(
        {
          column: fc.array(fc.integer()),
          claimedAtMs: times,
          own: fc.constant(true as const),
          nonce: nonces,
          unseen: fc.constant(true as const),
          conceded: fc.constant({ appealId: 'apl_1', atMs: 7 }),
        },
        maybe,
      ),
    )
    .map(([one, more]) => ({ ...one, ...more }));
  const payments: fc.Arbitrary<Payment> = fc.oneof(
    fc.constant({ kind: 'none' } as const),
    fc.record({ kind: fc.constant('due' as const), sinceMs: times }),
    fc.record({ kind: fc.constant('reserved' as const), sinceMs: times, settlementId: fc.constant('stl_1') }),
    fc.record({
      kind: fc.constant('paid' as const),
      settlementId: fc.constant('stl_1'),
      txid: fc.constant('ab'.repeat(32)),
      costSats: fc.nat().map(sats),
      settledAtMs: times,
    }),
  );
  const decisions = fc.record({
    option: fc.nat(9),
    agreementCount: fc.nat(9),
    workerCount: fc.nat(9),
    confidence: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    decidedAtMs: times,
  });
  const assignments = fc.record({ workerId: ids, nonce: nonces, leaseExpiresAtMs: times });
  const works: fc.Arbitrary<Work> = fc
    .tuple(
      fc.record({
        state: fc.constantFrom(...taskStates),
        labels: fc.array(labels, { maxLength: 4 }),
        assignments: fc.array(assignments, { maxLength: 2 }),
        skippedBy: fc.array(ids, { maxLength: 3 }),
        decision: fc.option(decisions),
        payment: payments,
        closedAtMs: fc.option(times),
      }),
      fc.record(
        { targetLabels: fc.nat(9), turnedAtMs: times, moderation: fc.constant('taken_down' as const) },
        maybe,
      ),
    )
    // Objects as JSON has them.
    .map(([one, more]) => parsed<Work>(JSON.stringify({ ...one, ...more })));
  fc.assert(
    fc.property(works, times, (work, createdAtMs) => {
      const bytes = encodeWork(work, createdAtMs, words);
      assert.deepEqual(decodeWork(bytes, createdAtMs, words), work);
      assert.deepEqual(decodeWork(bytes, createdAtMs, readWords(db)), work, 'as another connection reads it');
    }),
  );
});

test('a word keeps its number, and is none where its write was undone', () => {
  using db = new DatabaseSync(inMemory);
  migrate(db);
  const words = new WordTable(db);
  const [first, second] = [words.number('one'), words.number('two')];
  assert.deepEqual([words.number('one'), words.known('three')], [first, null]);
  db.exec('begin');
  words.number('three');
  db.exec('rollback');
  words.afterRollback();
  assert.equal(words.known('three'), null);
  assert.deepEqual([words.text(first), words.text(second)], ['one', 'two']);
  for (const text of ['wrk_01JXT21Q000000000000000001', keyOf(second)])
    assert.equal(wordAt(words, text), text === keyOf(second) ? 'two' : text);
});
