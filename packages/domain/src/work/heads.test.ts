import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type HeadHolder,
  headMs,
  headOf,
  headsMax,
  headWindow,
  offerOrder,
  onlyHead,
  takeHead,
} from './heads.ts';

const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);

test('each process that gives out work has a head of its own, and who is alone has all of the queue', () => {
  let holders: readonly HeadHolder[] = [];
  for (const [index, who] of ['a', 'b', 'c'].entries()) {
    holders = takeHead(holders, { who, nowMs: 1_000 });
    assert.deepEqual(headOf(holders, who), { place: index, of: index + 1 });
  }
  assert.deepEqual(headOf(holders, 'nobody'), onlyHead);
  const later = 1_000 + headMs;
  const left = takeHead(takeHead(holders, { who: 'a', nowMs: later - 1 }), { who: 'c', nowMs: later });
  assert.deepEqual(headOf(left, 'c'), { place: 1, of: 2 }, 'b is no more, and c takes its place');
  assert.deepEqual(headOf(takeHead(left, { who: 'c', nowMs: later + headMs }), 'c'), onlyHead);
  const many = from(0, 11).reduce<readonly HeadHolder[]>(
    (all, i) => takeHead(all, { who: `p${i}`, nowMs: 1 }),
    [],
  );
  assert.deepEqual(headOf(many, 'p10'), { place: 10 % headsMax, of: headsMax });
});

test('entries are offered each once, by who is alone or where few wait in the order of arrival', () => {
  const heads = fc
    .integer({ min: 1, max: headsMax })
    .chain((of) => fc.record({ place: fc.nat(of - 1), of: fc.constant(of) }));
  const numbers = fc
    .uniqueArray(fc.nat(5_000), { maxLength: 600 })
    .map((all) => all.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(heads, numbers, (head, all) => {
      const order = offerOrder(head, all);
      assert.deepEqual(
        order.toSorted((a, b) => a - b),
        from(0, all.length),
      );
      if (head.of === 1 || all.length < head.of * 8) assert.deepEqual(order, from(0, all.length));
    }),
  );
});

test('processes that see the same entries begin with others, until all is done', () => {
  const of = 4;
  const numbers = from(1_000_003, headWindow({ place: 0, of }));
  const firsts = from(0, of).map((place) => offerOrder({ place, of }, numbers).slice(0, numbers.length / of));
  assert.equal(new Set(firsts.flat()).size, numbers.length);
});

test('nothing is passed over by more than two rounds of stretches, whatever goes in front of it', () => {
  const of = 4;
  const rounds = headWindow({ place: 0, of });
  // All but one process work; what they take is followed by more.
  let waiting = from(0, rounds);
  let next = rounds;
  for (let passedOver = 0; waiting[0] === 0; passedOver++) {
    assert.ok(passedOver < rounds);
    const head = { place: 1 + (passedOver % (of - 1)), of };
    const [taken = 0] = offerOrder(head, waiting);
    waiting = [...waiting.toSpliced(taken, 1), next++];
  }
});
