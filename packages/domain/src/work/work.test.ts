import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstGoldPlace, houseCustomerId } from '../trust/gold.ts';
import {
  afterMeeting,
  isPoolSpoken,
  operatorStretches,
  poolOf,
  poolsLike,
  unmet,
} from '../trust/gold-pools.ts';
import { goldBeforeFloor } from '../trust/standing.ts';
import { noTrust } from '../trust/sums.ts';
import { type ClaimWork, claimableCount } from './claim.ts';
import { goldTaskOf, mixingFor } from './gold-mixing.ts';

const rules = { floor: 0.4, suspendBelow: 0.15, goldShareNew: 0.5, goldShareMin: 0.03 };
const terms = { rules };
const draw = { taskId: `tsk_${'0'.repeat(26)}`, salt: 'ab', randomness: 0.5, placeRandomness: 0.5 };
const bad = { ...noTrust, weightMicros: 9e6, creditMicros: -9e6, goldMissed: goldBeforeFloor };

test('a worker gets every item of a pool once, wherever they began, also those that come later', () => {
  const pool = fc.record({
    newest: fc.nat(30),
    later: fc.nat(10),
    randomness: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });
  fc.assert(
    fc.property(pool, fc.array(fc.nat(40)), ({ newest, later, randomness }, gaps) => {
      let place = firstGoldPlace(newest, randomness);
      const met: number[] = [];
      // Some items are retired: the next one that is left is met.
      const isThere = (number: number): boolean => !gaps.includes(number);
      for (;;) {
        const found = unmet(place).flatMap(({ after, upTo }) => {
          for (let n = after + 1; n <= Math.min(upTo, newest + later); n++) if (isThere(n)) return [n];
          return [];
        })[0];
        if (found === undefined) break;
        met.push(found);
        place = afterMeeting(place, found);
      }
      const all = Array.from({ length: newest + later }, (_, i) => i + 1).filter(isThere);
      assert.deepEqual(
        met.toSorted((a, b) => a - b),
        all,
      );
    }),
  );
});

test('the circle through the operator’s pools has each of them once', () => {
  const hex = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((n) => n.toString(16).padStart(8, '0').repeat(4));
  fc.assert(
    fc.property(hex, fc.double({ min: 0, max: 0.999, noNaN: true }), (template, randomness) => {
      const pool = poolOf({ owner: null, template, language: 'en' });
      const stretches = operatorStretches(randomness).filter(
        ({ after, upTo }) => pool > after && pool < upTo,
      );
      assert.equal(stretches.length, 1);
      const own = poolOf({ owner: 'cust_1', template, language: null });
      assert.ok(operatorStretches(randomness).every(({ after, upTo }) => !(own > after && own < upTo)));
    }),
  );
});

test('gold that looks like a task is the customer’s own first, and of its language before any', () => {
  const pool = (owner: string | null, language: string | null) => poolOf({ owner, template: 't', language });
  assert.deepEqual(poolsLike({ customerId: 'cust_1', language: 'de' }, 't'), [
    pool('cust_1', 'de'),
    pool('cust_1', null),
    pool(null, 'de'),
    pool(null, null),
  ]);
  assert.deepEqual(poolsLike({ customerId: 'cust_1', language: null }, 't'), [
    pool('cust_1', null),
    pool(null, null),
  ]);
  assert.equal(isPoolSpoken(pool(null, 'de'), ['en']), false);
  assert.equal(isPoolSpoken(pool(null, 'de'), ['de-at']), true);
  assert.equal(isPoolSpoken(pool(null, null), ['en']), true);
});

test('gold goes first as often as trust asks for, and always before who is kept from a template', () => {
  assert.deepEqual(mixingFor(noTrust, noTrust, terms, { ...draw, randomness: 0.49 }), {
    isKept: false,
    wantsGold: true,
  });
  assert.deepEqual(mixingFor(noTrust, noTrust, terms, { ...draw, randomness: 0.51 }), {
    isKept: false,
    wantsGold: false,
  });
  assert.deepEqual(mixingFor(noTrust, noTrust, terms, undefined), { isKept: false, wantsGold: false });
  assert.deepEqual(mixingFor(bad, bad, terms, { ...draw, randomness: 0.99 }), {
    isKept: true,
    wantsGold: true,
  });
  assert.deepEqual(mixingFor(bad, bad, terms, undefined), { isKept: true, wantsGold: false });
});

test('a gold task is its worker’s from the first, and has the time of the task beside it', () => {
  const item = {
    goldId: 'gld_1',
    type: 'moderation' as const,
    dataUrl: 'https://example.com/1',
    labelSpec: { question: '?', options: ['a', 'b'] },
    answer: 1,
    owner: null,
    jobId: null,
    template: 't',
    language: null,
    createdAtMs: 0,
  };
  const claim: ClaimWork = {
    workerId: 'wrk_a',
    languages: ['en'],
    count: 1,
    nonce: 'AAAAAA',
    nowMs: 5,
    leaseMs: 10,
    liveMax: 3,
  };
  const { order, task } = goldTaskOf(item, null, draw, claim);
  assert.deepEqual([task.taskId, task.customerId, task.state], [draw.taskId, houseCustomerId, 'in_progress']);
  assert.deepEqual(order.gold, { goldId: 'gld_1', option: 1 });
  assert.equal(task.assignments[0]?.leaseExpiresAtMs, 15);
  const neighbour = { ...task, taskId: `tsk_${'7'.repeat(26)}` };
  assert.equal(
    goldTaskOf(item, neighbour, draw, claim).task.taskId,
    `tsk_${'7'.repeat(10)}${'0'.repeat(16)}`,
  );
});

test('a claim gives what is asked for, as far as the worker may hold it', () => {
  assert.equal(claimableCount({ count: 5, liveMax: 8 }, 2), 5);
  assert.equal(claimableCount({ count: 5, liveMax: 8 }, 6), 2);
});
