import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { coverOf } from '../balance/cover.ts';
import { houseCustomerId } from '../ids/ids.ts';
import { sats } from '../money/sats.ts';
import { firstGoldPlace } from '../trust/gold.ts';
import {
  afterMeeting,
  fitsTask,
  isPoolSpoken,
  operatorStretches,
  poolOf,
  poolsReading,
  readingKey,
  templateStretch,
  unmet,
} from '../trust/gold-pools.ts';
import { goldBeforeFloor, goldShare } from '../trust/standing.ts';
import { noTrust, type TrustSums } from '../trust/sums.ts';
import { type ClaimWork, claimableCount } from './claim.ts';
import { goldTaskOf, mixingFor } from './gold-mixing.ts';

const rules = { floor: 0.4, suspendBelow: 0.15, goldShareNew: 0.5, goldShareMin: 0.03 };
const terms = { rules };
const draw = {
  taskId: `tsk_${'0'.repeat(26)}`,
  salt: 'ab',
  randomness: 0.5,
  placeRandomness: 0.5,
  delayMs: 7,
};
const bad = { ...noTrust, weightMicros: 9e6, creditMicros: -9e6, goldMissed: goldBeforeFloor };

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

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

test('gold that reads as a task is of its language before any, and that of its template is all in one stretch', () => {
  const reading = readingKey({ question: '?', options: ['a', 'b'] }, sha256);
  const pool = (owner: string | null, language: string | null, read?: string) =>
    poolOf({ owner, template: 't', language, ...(read === undefined ? {} : { reading: read }) });
  for (const owner of ['cust_1', null]) {
    const alike = { owner, template: 't', reading };
    const of = (language: string | null) => pool(owner, language, reading);
    assert.deepEqual(poolsReading({ language: 'de' }, alike), [of('de'), of(null)]);
    assert.deepEqual(poolsReading({ language: null }, alike), [of(null)]);
    const { after, upTo } = templateStretch(alike);
    const isIn = (name: string): boolean => name > after && name < upTo;
    for (const language of ['de', null])
      assert.ok(isIn(of(language)) && isIn(pool(owner, language)), 'with those from before readings too');
    for (const template of ['s', 't0', 'u']) {
      const other = poolOf({ owner, template, language: 'de', reading });
      assert.ok(!isIn(other), other);
    }
    assert.ok(!isIn(pool(owner === null ? 'cust_1' : null, null, reading)));
  }
  assert.equal(fitsTask(pool(null, 'de', reading), { language: 'de' }), true);
  assert.equal(fitsTask(pool(null, null), { language: 'de' }), true);
  assert.equal(fitsTask(pool(null, 'en', reading), { language: 'de' }), false);
  assert.equal(fitsTask(pool(null, 'de'), { language: null }), false);
  for (const read of [reading, undefined]) {
    assert.equal(isPoolSpoken(pool(null, 'de', read), ['en']), false);
    assert.equal(isPoolSpoken(pool(null, 'de', read), ['de-at']), true);
    assert.equal(isPoolSpoken(pool(null, null, read), ['en']), true);
  }
  const covered = { language: 'de', sensitive: true } as const;
  const disturbing = poolOf({ owner: null, template: 't', reading, language: 'de', sensitive: true });
  assert.equal(fitsTask(disturbing, covered), true);
  assert.equal(fitsTask(disturbing, { language: 'de' }), false, 'no gold is worse than what it goes before');
  assert.equal(fitsTask(pool(null, 'de', reading), covered), true);
  assert.equal(isPoolSpoken(disturbing, ['de']), false);
  assert.ok(poolsReading(covered, { owner: null, template: 't', reading }).includes(disturbing));
});

test('what another account of theirs has met is left out, and nothing else', () => {
  const place = fc.record({ start: fc.nat(30), more: fc.nat(30), less: fc.nat(30) }).map((of) => ({
    start: of.start,
    high: of.start + of.more,
    low: Math.min(of.less, of.start),
  }));
  fc.assert(
    fc.property(place, fc.array(place, { maxLength: 6 }), (own, others) => {
      const isLeft = (number: number, ...known: Parameters<typeof unmet>): boolean =>
        unmet(...known).some(({ after, upTo }) => number > after && number <= upTo);
      for (let number = 1; number < 70; number++) {
        const isUnknown = [own, ...others].every((one) => isLeft(number, one));
        assert.equal(isLeft(number, own, others), isUnknown, String(number));
      }
    }),
  );
});

test('what reads differently has another key', () => {
  const spec = { question: '?', options: ['a', 'b'] };
  const keys = [
    spec,
    { ...spec, question: '!' },
    { ...spec, options: ['b', 'a'] },
    { ...spec, instructions: 'Look.' },
    { ...spec, instructions: '' },
  ].map((one) => readingKey(one, sha256));
  assert.equal(new Set(keys).size, keys.length);
  assert.match(keys[0]!, /^[0-9a-f]{16}$/);
  assert.equal(readingKey({ options: ['a', 'b'], question: '?' }, sha256), keys[0]);
});

test('gold goes first as often as trust asks for, and always before who is kept from a template', () => {
  const all = (overall: TrustSums) => ({ overall, ofTemplate: overall });
  const mixing = (forAll: TrustSums, forCustomer: TrustSums, randomness?: number) => {
    const drawn = randomness === undefined ? undefined : { ...draw, randomness };
    const found = mixingFor({ forAll: all(forAll), forCustomer: all(forCustomer) }, terms, drawn);
    return [found.isKept, found.wantsOwn, found.wantsHouse];
  };
  const wanted = goldShare(noTrust, noTrust, terms.rules);
  assert.deepEqual(mixing(noTrust, noTrust, wanted - 0.01), [false, true, true]);
  assert.deepEqual(mixing(noTrust, noTrust, wanted + 0.01), [false, false, false]);
  assert.deepEqual(mixing(noTrust, noTrust), [false, false, false]);
  assert.deepEqual(mixing(bad, bad, 0.99), [true, true, true]);
  assert.deepEqual(mixing(bad, bad), [true, false, false]);
  // What a customer says of a worker costs the operator no gold, and keeps the worker from nobody else's tasks.
  assert.deepEqual(mixing(noTrust, bad, 0.99), [true, true, false]);
});

test('a gold task is its worker’s from the first, and is paid as the task beside it', () => {
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
  const pay = { price: { payoutSats: sats(325), feePercent: 10 }, from: 'house' } as const;
  const { order, task } = goldTaskOf(item, null, draw, claim, pay);
  assert.deepEqual([task.taskId, task.customerId, task.state], [draw.taskId, houseCustomerId, 'in_progress']);
  const gold = { goldId: 'gld_1', option: 1, owner: null, delayMs: 7 };
  assert.deepEqual(order.gold, gold);
  const told = goldTaskOf({ ...item, feedback: true }, null, draw, claim, pay).order.gold;
  assert.deepEqual(told, { ...gold, feedback: true });
  assert.deepEqual(order.cover, { capSats: 357, payoutSats: 325, feePercent: 10, from: 'house' });
  assert.equal(task.assignments[0]?.leaseExpiresAtMs, 15);
  // It is paid as what it stands beside, whatever the price of now is.
  const dearer = coverOf(3, { payoutSats: sats(400), feePercent: 0 }, 'balance');
  const beside = goldTaskOf(item, { ...task, cover: dearer }, draw, claim, pay).order.cover;
  assert.deepEqual([beside?.payoutSats, beside?.from], [400, 'house']);
});

test('a claim gives what is asked for, as far as the worker may hold it', () => {
  assert.equal(claimableCount({ count: 5, liveMax: 8 }, 2), 5);
  assert.equal(claimableCount({ count: 5, liveMax: 8 }, 6), 2);
});
