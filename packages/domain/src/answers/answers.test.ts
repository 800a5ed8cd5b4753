import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { isReplayed } from '../consensus/replay.ts';
import { leafRecord } from '../settlement/commitment.ts';
import { applyTaskCommand } from '../task/commands.ts';
import { outcomeOf, payableLabels } from '../task/label-outcome.ts';
import { openTask, type Task, type TaskOrder } from '../task/task.ts';
import { trustGains } from '../trust/sums.ts';
import { answerText, answerValue, parseAnswer, parseAnswerText, withValues } from './answers.ts';
import { comparedDocument, readCompared } from './compared.ts';
import { answerToWorker, parseAnswerByWorker, shownOrder } from './places.ts';
import { keptLabelSpec, questionViolations, type SubmittedQuestion } from './submitted.ts';

const question = 'Which?';
const comparison: SubmittedQuestion = {
  type: 'comparison',
  label_spec: { question },
  items: ['gpt', 'ours', 'zeta'].map((id) => ({ id, data: { text: `by ${id}` } })),
};
const multiLabel: SubmittedQuestion = {
  type: 'multi_label',
  label_spec: { question, options: ['warm', 'curt', 'rude', 'long'] },
};
const rating: SubmittedQuestion = {
  type: 'rating',
  label_spec: { question, scale: { from: -2, to: 2, labels: ['a', 'b', 'c', 'd', 'e'] } },
};
const boxes: SubmittedQuestion = {
  type: 'bounding_boxes',
  label_spec: { question, classes: ['dog', 'cat'] },
};
const spans: SubmittedQuestion = {
  type: 'text_spans',
  label_spec: { question, classes: ['PERSON', 'ORG'] },
};
const kindsAsked = [comparison, multiLabel, rating, boxes, spans];

const order = (asked: SubmittedQuestion, threshold = 3): TaskOrder => ({
  taskId: 'tsk_01JXT21Q000000000000000009',
  customerId: 'cust_1',
  batchId: null,
  jobId: null,
  type: asked.type,
  dataUrl: 'asset://0',
  labelSpec: keptLabelSpec(asked),
  consensus: { policy: 'threshold', threshold, earlyStop: false, maxLabels: threshold },
  language: null,
  priority: 5,
  metadata: null,
  callbackUrl: null,
  createdAtMs: 0,
  expiresAtMs: null,
  salt: '0'.repeat(32),
});

const nonceOf = (worker: number): string => `AAAAA${worker}`;
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** The task after one label of each worker, in this order; null: a worker's is refused. */
function labelled(task: Task, labels: readonly { worker: number; value: unknown }[]): Task {
  let now = task;
  for (const { worker, value } of labels) {
    const by = { workerId: `wrk_${worker}`, nonce: nonceOf(worker), nowMs: 1 };
    now = applyTaskCommand(now, { do: 'assign', ...by, leaseMs: 10 }).task;
    const outcome = applyTaskCommand(now, { do: 'label', ...by, value });
    if (outcome.kind !== 'refused' || outcome.reason !== 'lease_ended') assert.equal(outcome.kind, 'applied');
    now = outcome.task;
  }
  return now;
}

const problems = (given: SubmittedQuestion): readonly string[] => {
  const found: string[] = [];
  questionViolations(given, (field, constraint) => found.push(`${field} ${constraint}`));
  return found;
};

test('what is of another kind, or what a kind cannot take, is refused by its name', () => {
  for (const given of kindsAsked) assert.deepEqual(problems(given), []);
  const { label_spec: scaled } = rating;
  const cases: readonly (readonly [SubmittedQuestion, readonly string[]])[] = [
    [
      { ...multiLabel, label_spec: { ...multiLabel.label_spec, scale: { from: 1, to: 5 } } },
      ['label_spec.scale task_type'],
    ],
    [{ ...rating, label_spec: { question } }, ['label_spec.scale required']],
    [{ ...rating, label_spec: { ...scaled, options: ['a', 'b'] } }, ['label_spec.options task_type']],
    [
      { ...rating, label_spec: { question, scale: { from: 1, to: Number.NaN } } },
      ['label_spec.scale.to whole_number'],
    ],
    [
      { ...rating, label_spec: { question, scale: { from: 1, to: 5 }, agreement_bar: 2 } },
      ['label_spec.agreement_bar range'],
    ],
    [
      { ...rating, label_spec: { question, scale: { from: 1, to: 3, labels: ['a'] } } },
      ['label_spec.scale.labels steps'],
    ],
    [{ ...comparison, items: null }, ['items required']],
    [{ ...comparison, items: [{ id: 'a', data: { text: 'b' } }] }, ['items min_items']],
    [{ ...comparison, items: ['a', 'a'].map((id) => ({ id, data: { text: id } })) }, ['items.1.id repeated']],
    [
      { ...comparison, items: ['a', 'b\u202e'].map((id) => ({ id, data: { text: id } })) },
      ['items.1.id bidi_control'],
    ],
    [{ ...multiLabel, items: [] }, ['items task_type']],
    [
      { ...multiLabel, label_spec: { question, options: ['a', 'b'], agreement_bar: 0 } },
      ['label_spec.agreement_bar range'],
    ],
    [
      { type: 'sentiment', label_spec: { question, options: ['a', 'b'], tie: true } },
      ['label_spec.tie task_type'],
    ],
    [{ type: 'sentiment', label_spec: { question } }, ['label_spec.options required']],
    [{ ...boxes, label_spec: { question } }, ['label_spec.classes required']],
    [{ ...spans, label_spec: { question, classes: ['a', 'a'] } }, ['label_spec.classes.1 repeated']],
    [
      { ...spans, label_spec: { question, classes: ['a'], agreement_bar: 1.5 } },
      ['label_spec.agreement_bar range'],
    ],
    [
      { ...boxes, label_spec: { question, classes: ['a'], options: ['b', 'c'] } },
      ['label_spec.options task_type'],
    ],
  ];
  for (const [given, expected] of cases) assert.deepEqual(problems(given), expected);
});

test('an answer is one whole number, and comes back as it was', () => {
  const spec = (asked: SubmittedQuestion) => ({ labelSpec: keptLabelSpec(asked) });
  const sets = fc.subarray(['warm', 'curt', 'rude', 'long'], { minLength: 1 });
  fc.assert(
    fc.property(sets, (options) => {
      const found = parseAnswer(spec(multiLabel), { value: { options } });
      assert.ok(found.ok);
      const { option } = found.value;
      const text = answerText(spec(multiLabel), option);
      assert.deepEqual(answerValue(spec(multiLabel), option), { options: options.toSorted() });
      assert.deepEqual(parseAnswerText(spec(multiLabel), text), { option });
    }),
  );
  const of = (asked: SubmittedQuestion, value: unknown): string => {
    const found = parseAnswer(spec(asked), { value });
    if (!found.ok) return found.refusal.constraint;
    return answerText(withValues(spec(asked), found.value), found.value.option);
  };
  assert.equal(of(boxes, { none: true }), '{"none":true}');
  const box = { top: 2, left: 1, height: 4, width: 3, class: 'cat' };
  assert.equal(
    of(boxes, { boxes: [box] }),
    '{"boxes":[{"class":"cat","left":1,"top":2,"width":3,"height":4}]}',
  );
  assert.equal(of(boxes, { boxes: [{ ...box, left: Number.NaN }] }), 'whole_number');
  assert.equal(of(boxes, { boxes: [{ ...box, class: 'cow' }] }), 'unknown');
  const span = { label: 'ORG', end: 5, start: 0 };
  assert.equal(of(spans, { spans: [span] }), '{"spans":[{"start":0,"end":5,"label":"ORG"}]}');
  assert.equal(of(spans, { spans: [span, { ...span, start: 4, end: 9 }] }), 'overlap');
  assert.equal(of(multiLabel, { none: true }), '{"none":true}');
  assert.equal(of(rating, -2), '-2');
  assert.equal(of(rating, 3), 'step');
  assert.equal(of(rating, Number.NaN), 'step');
  assert.equal(of(comparison, { item: 'zeta' }), '{"item":"zeta"}');
  assert.equal(of(comparison, { tie: true }), '{"tie":true}');
  assert.equal(of(comparison, { item: 'other' }), 'unknown');
  assert.equal(of(multiLabel, { options: Array.from({ length: 1_000_000 }, () => 'warm') }), 'max_items');
});

test('whoever sees items elsewhere and means the same says the same, and no id is told to them', () => {
  const task = openTask(order(comparison));
  const orders = Array.from({ length: 60 }, (_, i) => shownOrder(task, nonceOf(i)) ?? []);
  const firsts = [0, 1, 2].map((item) => orders.filter((places) => places[item] === 0).length);
  assert.ok(Math.min(...firsts) > 8, `each item is the first now and then: ${firsts.join()}`);
  for (const [worker, places] of orders.entries()) {
    const seen = { item: String((places[1] ?? 0) + 1) };
    assert.deepEqual(parseAnswerByWorker(task, nonceOf(worker), { value: seen }), {
      ok: true,
      value: { option: 1 },
    });
    assert.deepEqual(answerToWorker(task, nonceOf(worker), 1).value, seen);
    const named = parseAnswerByWorker(task, nonceOf(worker), { value: { item: 'ours' } });
    assert.ok(!named.ok && !named.refusal.message.includes('gpt'));
  }
});

test('who is paid hangs on no order of the labels, is somebody where there is a verdict, and replays', () => {
  const values = {
    comparison: fc.constantFrom<unknown>({ item: '1' }, { item: '2' }, { item: '3' }, { tie: true }),
    multi_label: fc
      .subarray(['warm', 'curt', 'rude', 'long'])
      .map((options): unknown => (options.length === 0 ? { none: true } : { options })),
    rating: fc.integer({ min: -2, max: 2 }).map((step): unknown => step),
    bounding_boxes: fc
      .subarray([0, 40, 80])
      .chain((lefts) => fc.tuple(fc.constant(lefts), fc.integer({ min: 0, max: 6 })))
      .map(([lefts, off]): unknown => {
        const drawn = lefts.map((left) => ({
          class: 'cat',
          left: left + off,
          top: 0,
          width: 30,
          height: 30,
        }));
        return drawn.length === 0 ? { none: true } : { boxes: drawn };
      }),
    text_spans: fc
      .subarray([0, 10, 20])
      .chain((starts) => fc.tuple(fc.constant(starts), fc.integer({ min: 4, max: 8 })))
      .map(([starts, length]): unknown => {
        const marked = starts.map((start) => ({ start, end: start + length, label: 'ORG' }));
        return marked.length === 0 ? { none: true } : { spans: marked };
      }),
  } as const satisfies Readonly<Record<string, fc.Arbitrary<unknown>>>;
  const askedWith = [
    [comparison, values.comparison],
    [multiLabel, values.multi_label],
    [rating, values.rating],
    [boxes, values.bounding_boxes],
    [spans, values.text_spans],
  ] as const;
  for (const [asked, value] of askedWith) {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 3, maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        (given, random) => {
          const labels = given.map((one, worker) => ({ worker, value: one }));
          const keys = labels.map(() => random.next().value ?? 0);
          const other = labels.toSorted((a, b) => (keys[a.worker] ?? 0) - (keys[b.worker] ?? 0));
          const [one, two] = [labels, other].map((all) =>
            labelled(openTask(order(asked, given.length)), all),
          );
          assert.ok(one !== undefined && two !== undefined && isReplayed(one) && isReplayed(two));
          const paid = (task: Task) =>
            payableLabels(task)
              .map(({ workerId }) => workerId)
              .toSorted();
          assert.deepEqual(paid(one), paid(two));
          const decided = (task: Task) =>
            task.decision && {
              ...task.decision,
              option: answerText(task, task.decision.option),
              decidedAtMs: 0,
            };
          assert.deepEqual(decided(one), decided(two));
          if (one.decision === null) return assert.deepEqual(paid(one), []);
          assert.equal(paid(one).length, one.decision.agreementCount);
          assert.ok(paid(one).length > 0);
          for (const label of one.labels) {
            const isPaid = paid(one).includes(label.workerId);
            assert.equal(outcomeOf(one, label, 2), isPaid ? 'agreed' : 'disagreed');
          }
          const { kind, consensus_label } = leafRecord(one, sha256);
          assert.equal(kind, one.labelSpec.kind);
          assert.deepEqual(parseAnswerText(one, consensus_label), { option: one.decision.option });
          for (const { sums } of trustGains(openTask(order(asked)), one)) {
            assert.ok(Number.isSafeInteger(sums.weightMicros) && Number.isSafeInteger(sums.creditMicros));
            assert.ok(Math.abs(sums.creditMicros) <= sums.weightMicros && sums.weightMicros <= 1_000_000);
          }
        },
      ),
    );
  }
});

test('the document of a comparison comes back as it was', () => {
  const given = { items: comparison.items ?? [], data: { text: 'the prompt' } };
  const found = readCompared(comparedDocument(given));
  assert.deepEqual(found?.context, { text: 'the prompt' });
  assert.deepEqual(
    found?.items,
    (comparison.items ?? []).map(({ id }) => ({ id, text: `by ${id}` })),
  );
  assert.equal(readCompared(comparedDocument({ items: given.items }))?.context, null);
});
