import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { audienceOf, isOfAudience, sectionOf, sectionsOf } from '../routing/audience.ts';
import {
  answeredPractice,
  begunPractice,
  isRoundOver,
  type PracticeAnswer,
  type PracticeRecord,
  percentOf,
  practiceAgainAtMs,
  practiceRoundMax,
  rightIn,
} from './practice.ts';
import { answerMs, answerMsMax, type QuestionRecord, timedQuestion } from './question.ts';

const begin = { workerId: 'wrk_a', question: 'q', customerId: 'cust_a' };
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `gld_${i}`);

test('whatever is begun, answered and taken away, a round has each item once, the first answers, and a score of it alone', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({
        do: fc.constant('begin' as const),
        size: fc.nat(40),
        at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
      fc.record({ do: fc.constant('answer' as const), item: fc.nat(40), isRight: fc.boolean() }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.nat(30 * 3_600_000) }),
    ),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      let record: PracticeRecord | null = null;
      let nowMs = 1;
      for (const step of all) {
        const before: PracticeRecord | null = record;
        if (step.do === 'wait') nowMs += step.ms;
        else if (step.do === 'begin')
          record = begunPractice(before, { ...begin, set: ids(step.size), nowMs, randomness: step.at });
        else if (before !== null) {
          const goldId: string = before.items[step.item % Math.max(1, before.items.length)] ?? 'gld_none';
          const answer: PracticeAnswer = { goldId, option: 0, isRight: step.isRight, atMs: nowMs };
          record = answeredPractice(before, answer) ?? before;
          assert.equal(answeredPractice(record, { ...answer, isRight: !step.isRight }) ?? record, record);
        }
        if (record === null) continue;
        assert.ok(record.items.length <= practiceRoundMax);
        assert.equal(new Set(record.items).size, record.items.length);
        assert.ok(record.answers.every(({ goldId }) => record?.items.includes(goldId)));
        assert.ok(rightIn(record) <= record.answers.length && record.answers.length <= record.items.length);
        if (
          before !== null &&
          before.items !== record.items &&
          isRoundOver(before) &&
          before.items.length > 0
        )
          assert.ok(nowMs >= (practiceAgainAtMs(before) ?? 0), 'no round before its time');
        if (before?.best != null) assert.ok(percentOf(record.best ?? before.best) >= percentOf(before.best));
      }
    }),
  );
});

test('an audience is read as it was written, and a claim looks at the sections of those that it may have', () => {
  const hex = fc.constantFrom('a'.repeat(32), 'b'.repeat(32));
  const task = fc.record({
    customerId: fc.constantFrom('cust_1', 'cust_2'),
    language: fc.constantFrom(null, 'en', 'de-at'),
    crowd: fc.constantFrom(undefined, { ownUntilMs: null }),
    qualification: fc.option(fc.record({ question: hex, percent: fc.integer({ min: 1, max: 100 }) }), {
      nil: undefined,
    }),
    isSensitive: fc.boolean(),
  });
  const asker = fc.record({
    languages: fc.constantFrom(['en'], ['de'], ['en', 'de']),
    sensitive: fc.boolean(),
    pools: fc.constantFrom<readonly string[] | undefined>(undefined, ['cust_1'], ['cust_1', 'cust_2']),
    qualified: fc.array(fc.record({ question: hex, percent: fc.integer({ min: 1, max: 100 }) }), {
      maxLength: 2,
    }),
    only: fc.option(hex, { nil: undefined }),
  });
  fc.assert(
    fc.property(task, asker, ({ isSensitive, crowd, qualification, ...given }, { pools, only, ...who }) => {
      const order = {
        ...given,
        ...(crowd !== undefined && { crowd }),
        ...(qualification !== undefined && { qualification }),
        ...(isSensitive && { sensitive: true as const }),
      };
      const asking = { ...who, ...(pools !== undefined && { pools }), ...(only !== undefined && { only }) };
      const audience = audienceOf(order);
      const isTheirs =
        (crowd === undefined ? pools === undefined : pools?.includes(given.customerId) === true) &&
        (only === undefined || qualification?.question === only) &&
        (qualification === undefined ||
          who.qualified.some(
            ({ question, percent }) =>
              question === qualification.question && percent >= qualification.percent,
          )) &&
        (!isSensitive || who.sensitive) &&
        (given.language === null || who.languages.some((tag) => given.language?.startsWith(tag)));
      assert.equal(isOfAudience(asking, audience), isTheirs, audience);
      if (isTheirs) assert.ok(sectionsOf(asking).includes(sectionOf(audience)), audience);
    }),
  );
});

test('what an answer takes is the median of the latest, once there are five', () => {
  const timed = (record: QuestionRecord, times: readonly number[]) =>
    times.reduce((found, ms, i) => timedQuestion(found, { name: `${found.times.length} ${i}`, ms }), record);
  const record: QuestionRecord = {
    question: 'q',
    customerId: 'cust_a',
    type: 'sentiment',
    text: 'Mood?',
    options: ['good', 'bad'],
    language: null,
    askedAtMs: 0,
    times: [],
  };
  const four = timed(record, [1_000, 2_000, 3_000, 4_000, answerMsMax + 1, 0]);
  assert.equal(answerMs(four), null);
  assert.equal(answerMs(timed(four, [90_000])), 3_000);
  const many = timed(
    four,
    Array.from({ length: 200 }, () => 7_000),
  );
  assert.deepEqual([answerMs(many), many.times.length], [7_000, 32]);
});
