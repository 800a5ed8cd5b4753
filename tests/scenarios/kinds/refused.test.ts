import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AddOwnGold, KindTask, LabelValue } from '@asg/sdk';
import { better, comparison, multiLabel, type Refused, rating, type Stage, startStage } from './stage.ts';

let stage: Stage;
before(async () => {
  stage = await startStage();
});
after(() => stage[Symbol.asyncDispose]());

const fieldsOf = (body: unknown): readonly string[] =>
  ((body as Refused).details ?? []).map(({ field }) => field);

const spec = (change: object) => ({ label_spec: { question: 'Which?', ...change } });
const turned = 'a\u202eb';
const text = { data: { text: 'x' } };
const two = [
  { id: 'a', ...text },
  { id: 'b', ...text },
];
const many = (count: number) => Array.from({ length: count }, (_, i) => `o${i}`);
const wrongTasks: readonly (readonly [field: string, task: Readonly<Record<string, unknown>>])[] = [
  ['label_spec.options', { type: 'multi_label', ...text, ...spec({}) }],
  ['label_spec.options', { type: 'multi_label', ...text, ...spec({ options: many(51) }) }],
  ['label_spec.options.1', { type: 'multi_label', ...text, ...spec({ options: ['a', turned] }) }],
  [
    'label_spec.agreement_bar',
    { type: 'multi_label', ...text, ...spec({ options: ['a', 'b'], agreement_bar: 0 }) },
  ],
  [
    'label_spec.agreement_bar',
    { type: 'multi_label', ...text, ...spec({ options: ['a', 'b'], agreement_bar: 1.5 }) },
  ],
  [
    'label_spec.scale',
    { type: 'multi_label', ...text, ...spec({ options: ['a', 'b'], scale: { from: 1, to: 5 } }) },
  ],
  ['label_spec.scale', { type: 'rating', ...text, ...spec({}) }],
  ['label_spec.scale', { type: 'rating', ...text, ...spec({ scale: { from: 5, to: 1 } }) }],
  ['label_spec.scale.to', { type: 'rating', ...text, ...spec({ scale: { from: 1, to: 1e6 } }) }],
  ['label_spec.scale.from', { type: 'rating', ...text, ...spec({ scale: { from: 1.5, to: 5 } }) }],
  [
    'label_spec.scale.labels',
    { type: 'rating', ...text, ...spec({ scale: { from: 1, to: 5, labels: ['a', 'b'] } }) },
  ],
  [
    'label_spec.agreement_bar',
    { type: 'rating', ...text, ...spec({ scale: { from: 1, to: 5 }, agreement_bar: 2 }) },
  ],
  [
    'label_spec.options',
    { type: 'rating', ...text, ...spec({ scale: { from: 1, to: 5 }, options: ['a', 'b'] }) },
  ],
  ['label_spec.tie', { type: 'rating', ...text, ...spec({ scale: { from: 1, to: 5 }, tie: true }) }],
  ['items', { type: 'comparison', ...text, ...spec({}) }],
  ['items', { type: 'comparison', ...spec({}), items: two.slice(1) }],
  ['items', { type: 'comparison', ...spec({}), items: many(7).map((id) => ({ id, ...text })) }],
  ['items.1.id', { type: 'comparison', ...spec({}), items: [two[0], two[0]] }],
  ['items.1.id', { type: 'comparison', ...spec({}), items: [two[0], { id: turned, ...text }] }],
  ['items.1.data_url', { type: 'comparison', ...spec({}), items: [two[0], { id: 'b' }] }],
  [
    'items.1.data_url',
    { type: 'comparison', ...spec({}), items: [two[0], { id: 'b', data_url: 'ftp://example.com/' }] },
  ],
  ['label_spec.options', { type: 'comparison', ...spec({ options: ['a', 'b'] }), items: two }],
  ['items', { type: 'sentiment', ...text, ...spec({ options: ['a', 'b'] }), items: two }],
  ['label_spec.options', { type: 'sentiment', ...text, ...spec({}) }],
  ['label_spec.tie', { type: 'sentiment', ...text, ...spec({ options: ['a', 'b'], tie: true }) }],
];

test('what is wrong with a task of a kind is refused by its field, at each door alike', async () => {
  const refusedBy = async (path: string, body: unknown): Promise<readonly string[]> => {
    const reply = await stage.api.send({ method: 'POST', path, body, token: stage.key, expect: 'any' });
    assert.equal(reply.status, 400, `${path} ${JSON.stringify(body).slice(0, 300)}`);
    return fieldsOf(reply.body);
  };
  for (const [field, task] of wrongTasks) {
    const about = JSON.stringify(task).slice(0, 200);
    const single = await refusedBy('/v1/tasks', task);
    assert.ok(single.includes(field), `${about}: ${single.join(' ')}`);
    const batch = await refusedBy('/v1/tasks/batch', { tasks: [comparison, task] });
    assert.deepEqual(
      batch,
      single.map((one) => `tasks.1.${one}`),
      about,
    );
    const gold = await refusedBy('/v1/gold', { ...task, gold_label: 'a' });
    assert.deepEqual(gold, single, about);
    const { type, label_spec, ...line } = task;
    if (!field.startsWith('label_spec.')) continue;
    const job = await refusedBy('/v1/jobs', {
      manifest_url: 'https://example.com/m',
      task_type: type,
      label_spec,
    });
    assert.ok(job.includes(field), `${about}: ${job.join(' ')} ${JSON.stringify(line)}`);
  }
});

test('an answer that is none of the kind is refused by its field, alone and among others', async () => {
  const tasks = [
    comparison,
    { ...comparison, label_spec: { question: 'No tie?', tie: false } },
    multiLabel,
    rating,
  ];
  await stage.customer.tasks.submitBatch([
    ...tasks,
    { type: 'sentiment', ...text, label_spec: { question: 'Mood?', options: ['good', 'bad'] } },
  ]);
  const worker = stage.workers[0];
  assert.ok(worker !== undefined);
  const held = await worker.client.next(20);
  const of = (question: string): string =>
    held.find((one) => one.question === question)?.assignment_id ?? assert.fail(question);
  const wrong: readonly (readonly [question: string, field: string, given: object])[] = [
    ['Which answer is better?', 'value.item', { value: { item: better } }],
    ['Which answer is better?', 'value.item', { value: { item: '3' } }],
    ['Which answer is better?', 'value', { value: { item: '1', tie: true } }],
    ['Which answer is better?', 'value.tie', { value: { tie: 1 } }],
    ['Which answer is better?', 'value', { value: 'model' }],
    ['Which answer is better?', 'label', { label: '{"item":"1"}' }],
    ['No tie?', 'value.tie', { value: { tie: true } }],
    ['What is wrong with it?', 'value.options.1', { value: { options: ['spam', 'unknown'] } }],
    ['What is wrong with it?', 'value.options.1', { value: { options: ['spam', 'spam'] } }],
    ['What is wrong with it?', 'value.options', { value: { options: [] } }],
    ['What is wrong with it?', 'value.options', { value: { options: many(60) } }],
    ['What is wrong with it?', 'value.options.0', { value: { options: [turned] } }],
    ['What is wrong with it?', 'value.none', { value: {} }],
    ['How clear is it?', 'value', { value: 3.5 }],
    ['How clear is it?', 'value', { value: 6 }],
    ['How clear is it?', 'value', { value: '4' }],
    ['How clear is it?', 'value', { value: { step: 4 } }],
    ['How clear is it?', 'value', { value: [4] }],
    ['Mood?', 'value', { value: 4 }],
    ['Mood?', 'label', {}],
  ];
  for (const [question, field, given] of wrong) {
    const assignment_id = of(question);
    const path = `/v1/work/${assignment_id}/label`;
    const about = `${question} ${JSON.stringify(given).slice(0, 100)}`;
    const single = await stage.api.send({
      method: 'POST',
      path,
      body: given,
      token: worker.token,
      expect: 'any',
    });
    assert.equal(single.status, 400, about);
    assert.deepEqual(fieldsOf(single.body), [field], about);
    if (Object.keys(given).length === 0) continue;
    const told: { readonly outcomes: readonly { code?: string; error?: string }[] } = await stage.api.json({
      method: 'POST',
      path: '/v1/work/labels',
      body: { labels: [{ assignment_id, ...given }] },
      token: worker.token,
    });
    const message = (single.body as Refused).details?.[0]?.message;
    const [outcome] = told.outcomes;
    assert.deepEqual([outcome?.code, outcome?.error], ['VALIDATION_ERROR', message], about);
  }
  const both = await stage.api.send({
    method: 'POST',
    path: `/v1/work/${of('Mood?')}/label`,
    body: { label: 'good', value: 4 },
    token: worker.token,
    expect: 'any',
  });
  assert.deepEqual([both.status, fieldsOf(both.body)], [400, ['value']]);
  for (const body of [
    '{"value":NaN}',
    '{"value":1e999}',
    `{"value":{"options":[${'"a",'.repeat(300_000)}"a"]}}`,
  ]) {
    const reply = await fetch(`${stage.api.url}/v1/work/${of('How clear is it?')}/label`, {
      method: 'POST',
      headers: { authorization: `Bearer ${worker.token}`, 'content-type': 'application/json' },
      body,
    });
    assert.ok([400, 413].includes(reply.status), `${body.slice(0, 40)}: ${reply.status}`);
  }
  for (const { assignment_id } of held) await worker.client.skip(assignment_id);
});

test('what models cannot say of a kind is refused by name at every entrance', async () => {
  const { task_id } = await stage.customer.tasks.submit({ ...rating, language: 'tlh' });
  const asked = { name: 'm', url: 'https://model.invalid/v1', model: 'm', requests_per_day: 1 };
  const label = [{ model: 'm', label: '99' }];
  const far = [{ model: 'm', value: 99 }];
  for (const [method, path, body, field] of [
    ['POST', '/v1/tasks', { ...rating, predictions: label }, 'predictions.0.label'],
    ['POST', '/v1/tasks', { ...rating, predictions: far }, 'predictions.0.value'],
    ['POST', '/v1/tasks/batch', { tasks: [{ ...rating, predictions: far }] }, 'tasks.0.predictions.0.value'],
    ['PUT', `/v1/tasks/${task_id}/predictions`, { predictions: label }, 'predictions.0.label'],
    ['PUT', `/v1/tasks/${task_id}/predictions`, { predictions: far }, 'predictions.0.value'],
    [
      'POST',
      '/v1/models',
      { ...asked, templates: [{ task_type: 'comparison', options: ['a', 'b'] }] },
      'templates.0.options',
    ],
  ] as const) {
    const refused = await stage.api.send({ method, path, body, token: stage.key, expect: 'any' });
    assert.deepEqual([refused.status, fieldsOf(refused.body)], [400, [field]], path);
  }
  await stage.customer.tasks.cancel(task_id);
});

test('more items than one ranking takes are refused by name', async () => {
  const { batch_id } = await stage.customer.tasks.submitBatch(
    Array.from({ length: 251 }, (_, i) => ({
      type: 'comparison',
      language: 'tlh',
      items: [`a${i}`, `b${i}`].map((id) => ({ id, data: { text: id } })),
      label_spec: { question: 'Which?' },
    })),
  );
  const path = `/v1/batches/${batch_id}/ranking`;
  const { body } = await stage.api.send({ method: 'GET', path, token: stage.key, expect: [409] });
  assert.match(JSON.stringify(body), /"reason":"too_much_to_rank"/);
});

test('gold of each kind has its value, and one that is no value of it is refused', async () => {
  const itemOf = ({ type, data, label_spec }: KindTask) => ({ type, data: data ?? null, label_spec });
  const golds: readonly (readonly [
    item: Omit<AddOwnGold, 'gold_label'>,
    answer: string,
    value: LabelValue,
  ])[] = [
    [{ ...itemOf(comparison), items: comparison.items }, `{"item":"${better}"}`, { item: better }],
    [itemOf(multiLabel), '{"options":["spam","insult"]}', { options: ['insult', 'spam'] }],
    [itemOf(rating), '4', 4],
  ];
  for (const [item, gold_label, value] of golds) {
    const added = await stage.customer.gold.add({ ...item, gold_label });
    assert.deepEqual(added.gold_value, value);
    const body = { ...item, gold_label: '"secret"' };
    const refused = await stage.api.send({
      method: 'POST',
      path: '/v1/gold',
      body,
      token: stage.key,
      expect: [400],
    });
    assert.deepEqual(fieldsOf(refused.body), ['gold_label']);
    await stage.customer.gold.retire(added.gold_id);
  }
});
