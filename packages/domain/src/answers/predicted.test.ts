import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GivenPrediction, keptPredictions, predictionViolations, toldPrediction } from './predicted.ts';
import { keptLabelSpec, type SubmittedQuestion } from './submitted.ts';

const question = 'Which?';
const spec = (given: SubmittedQuestion) => ({ labelSpec: keptLabelSpec(given) });
const compared = (...ids: readonly string[]) =>
  spec({
    type: 'comparison',
    label_spec: { question },
    items: ids.map((id) => ({ id, data: { text: id } })),
  });
const choice = spec({ type: 'sentiment', label_spec: { question, options: ['good', 'bad'] } });
const comparison = compared('b', 'a');
const multiLabel = spec({ type: 'multi_label', label_spec: { question, options: ['warm', 'curt'] } });
const rating = spec({ type: 'rating', label_spec: { question, scale: { from: -1, to: 3 } } });

test('what a model says comes back as it was, in the words of its kind', () => {
  const cases: readonly (readonly [ReturnType<typeof spec>, Omit<GivenPrediction, 'model'>, object])[] = [
    [choice, { label: 'bad', confidence: 0.5 }, { label: 'bad', confidence: 0.5 }],
    [choice, { scores: { good: 3, bad: 1 } }, { label: 'good', scores: { good: 0.75, bad: 0.25 } }],
    [comparison, { value: { item: 'b' } }, { label: '{"item":"b"}', value: { item: 'b' } }],
    [comparison, { label: 'b' }, { label: '{"item":"b"}', value: { item: 'b' } }],
    [comparison, { label: 'tie' }, { label: '{"tie":true}', value: { tie: true } }],
    [
      multiLabel,
      { label: 'warm | curt' },
      { label: '{"options":["curt","warm"]}', value: { options: ['curt', 'warm'] } },
    ],
    [multiLabel, { label: '{"none":true}' }, { label: '{"none":true}', value: { none: true } }],
    [rating, { label: '-1' }, { label: '-1', value: -1 }],
    [comparison, { value: { tie: true } }, { label: '{"tie":true}', value: { tie: true } }],
    [
      comparison,
      { scores: { tie: 1, b: 3 } },
      { label: '{"item":"b"}', value: { item: 'b' }, scores: { a: 0, b: 0.75, tie: 0.25 } },
    ],
    [
      multiLabel,
      { value: { options: ['warm', 'curt'] }, confidence: 1 },
      { label: '{"options":["curt","warm"]}', value: { options: ['curt', 'warm'] }, confidence: 1 },
    ],
    [
      multiLabel,
      { scores: { warm: 0.4 } },
      { label: '{"none":true}', value: { none: true }, scores: { curt: 0, warm: 0.4 } },
    ],
    [rating, { value: -1, confidence: 0 }, { label: '-1', value: -1, confidence: 0 }],
    [
      rating,
      { scores: { '-1': 1, 3: 3 } },
      { label: '3', value: 3, scores: { '-1': 0.25, 0: 0, 1: 0, 2: 0, 3: 0.75 } },
    ],
  ];
  for (const [asked, said, told] of cases) {
    const given = [{ model: 'm', ...said }];
    predictionViolations(given, asked, (field, constraint) => assert.fail(`${field} ${constraint}`));
    const { predictions: kept } = keptPredictions(given, asked);
    assert.deepEqual(
      kept.map((one) => toldPrediction(asked, one)),
      [{ model: 'm', ...told }],
    );
  }
});

test('what a model cannot say of a task is refused by field and rule', () => {
  const cases: readonly (readonly [ReturnType<typeof spec>, Omit<GivenPrediction, 'model'>, string])[] = [
    [choice, { label: 'none' }, '.label option'],
    [choice, { value: 'bad' }, '.value kind'],
    [choice, {}, ' one_of'],
    [comparison, { label: 'c' }, '.label option'],
    [comparison, { label: 'a', value: { item: 'a' } }, '.label kind'],
    [compared('tie', 'a'), { label: 'tie' }, '.label option'],
    [multiLabel, { label: 'warm|warm' }, '.label option'],
    [rating, { label: '03' }, '.label option'],
    [comparison, { value: { item: 'c' } }, '.value.item unknown'],
    [comparison, { value: { item: 'a', tie: true } }, '.value one_of'],
    [comparison, { scores: { c: 1 } }, '.scores option'],
    [comparison, { scores: { a: 0 } }, '.scores sum'],
    [compared('tie', 'a'), { scores: { tie: 1 } }, '.scores ambiguous'],
    [multiLabel, { value: { options: [] } }, '.value.options min_items'],
    [multiLabel, { value: { options: ['warm', 'warm'] } }, '.value.options.1 repeated'],
    [multiLabel, { scores: { warm: 1.01 } }, '.scores probability'],
    [multiLabel, { scores: { warm: 1 }, confidence: 1 }, '.confidence one_of'],
    [rating, { value: 4 }, '.value step'],
    [rating, { value: '3' }, '.value type'],
    [rating, { value: 3, scores: { 3: 1 } }, ' one_of'],
    [rating, { value: null }, ' one_of'],
  ];
  for (const [asked, said, expected] of cases) {
    const found: string[] = [];
    predictionViolations([{ model: 'm', ...said }], asked, (field, constraint) => {
      found.push(`${field} ${constraint}`);
    });
    assert.deepEqual(found, [`predictions.0${expected}`]);
  }
});
