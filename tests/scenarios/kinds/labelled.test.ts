import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ASGWorkerClient, type Assignment, type LabelValue, type Result, verifyReceipt } from '@asg/sdk';
import { better, comparison, multiLabel, rating, type Stage, startStage, texts, worse } from './stage.ts';

let stage: Stage;
before(async () => {
  stage = await startStage();
});
after(() => stage[Symbol.asyncDispose]());

/** Everything that a worker can read of what they hold. */
async function readAll(client: ASGWorkerClient, { assignment_id, data, items = [] }: Assignment) {
  const context = data === null ? null : await client.item(assignment_id);
  const parts = await Promise.all(items.map(({ id }) => client.item(assignment_id, { item: id })));
  return {
    itemToken: parts[0]?.itemToken ?? context?.itemToken ?? null,
    context: (await context?.content.text()) ?? null,
    parts: await Promise.all(parts.map(({ content }) => content.text())),
  };
}

/** Each worker labels all that waits; `answer` is given what the worker read. */
async function labelAll(
  answer: (assignment: Assignment, parts: readonly string[], worker: number) => LabelValue,
): Promise<readonly Assignment[]> {
  const seen: Assignment[] = [];
  for (const [i, { client }] of stage.workers.entries()) {
    for (const assignment of await client.next(20)) {
      const { itemToken, parts } = await readAll(client, assignment);
      seen.push(assignment);
      await client.label(assignment.assignment_id, { value: answer(assignment, parts, i) }, { itemToken });
    }
  }
  return seen;
}

/** The result once it is paid, its receipt checked against what is told of the task. */
async function paid(taskId: string): Promise<Result> {
  const result = await stage.customer.tasks.waitForResult(taskId, { include: 'units' });
  const { data_url } = await stage.customer.tasks.get(taskId);
  const receipt = await stage.customer.tasks.receiptText(taskId);
  const expected = {
    taskId,
    dataUrl: data_url,
    labelSpec: result.label_spec,
    consensusLabel: result.consensus_label,
  };
  const report = verifyReceipt(receipt, { expected });
  assert.deepEqual([report.failed, report.receipt?.version], [null, 2], JSON.stringify(report.steps));
  assert.equal(report.receipt?.leaf.kind, result.kind);
  assert.equal(
    verifyReceipt(receipt, { expected: { ...expected, consensusLabel: '{"none":true}' } }).failed,
    'content',
  );
  return result;
}

test('workers who see items in different orders and choose the same one agree, and read no id of it', async () => {
  const { task_ids } = await stage.customer.tasks.submitBatch(Array.from({ length: 6 }, () => comparison));
  const places = new Set<string>();
  const seen = await labelAll((assignment, parts) => {
    assert.deepEqual([...parts].sort(), Object.values(texts).sort());
    const item = assignment.items?.[parts.indexOf(texts[better] ?? '')]?.id;
    assert.ok(item !== undefined);
    places.add(item);
    return { item };
  });
  assert.deepEqual(places, new Set(['1', '2']), 'the better one is on both sides');
  assert.deepEqual(
    seen.map(({ kind, options, tie, agreement_bar }) => ({ kind, options, tie, agreement_bar })),
    seen.map(() => ({ kind: 'comparison', options: [], tie: true, agreement_bar: null })),
  );
  assert.ok(!JSON.stringify(seen).includes('secret-'));
  for (const taskId of task_ids) {
    const result = await paid(taskId);
    assert.equal(result.consensus_label, `{"item":"${better}"}`);
    assert.deepEqual(result.consensus_value, { item: better });
    assert.deepEqual([result.agreement_count, result.worker_count], [3, 3]);
    assert.deepEqual(result.label_spec.items, [worse, better]);
    assert.deepEqual(
      result.units?.map(({ name, answer }) => [name, answer]),
      [['best', better]],
    );
  }
  for (const { client } of stage.workers) {
    const { data } = await client.history();
    assert.ok(!JSON.stringify(data).includes('secret-'), 'the history tells places');
    assert.ok(
      data.every(({ value, decided_value }) => JSON.stringify(value) === JSON.stringify(decided_value)),
    );
  }
});

test('labels that are near enough are paid, by the bar that workers are told', async () => {
  const { task_id: ticked } = await stage.customer.tasks.submit(multiLabel);
  const { task_id: rated } = await stage.customer.tasks.submit(rating);
  const answers = {
    multi_label: [{ options: ['spam', 'insult'] }, { options: ['insult', 'spam'] }, { options: ['spam'] }],
    rating: [4, 4, 5],
  };
  const seen = await labelAll((assignment, _parts, worker) => {
    assert.ok(assignment.kind === 'rating' || assignment.kind === 'multi_label');
    return answers[assignment.kind][worker] ?? 0;
  });
  const told = new Map(
    seen.map(({ type, options, agreement_bar, scale }) => [type, { options, agreement_bar, scale }]),
  );
  assert.deepEqual(told.get('multi_label'), {
    options: ['spam', 'insult', 'threat'],
    agreement_bar: 0.5,
    scale: undefined,
  });
  assert.deepEqual(told.get('rating'), { options: [], agreement_bar: 1, scale: { from: 1, to: 5 } });
  const found = await paid(ticked);
  assert.deepEqual(found.consensus_value, { options: ['insult', 'spam'] });
  assert.equal(found.consensus_label, '{"options":["insult","spam"]}');
  assert.equal(found.agreement_count, 3);
  assert.deepEqual(
    found.units?.map(({ name, answer }) => [name, answer]),
    [
      ['insult', 'present'],
      ['spam', 'present'],
      ['threat', 'absent'],
    ],
  );
  const step = await paid(rated);
  assert.deepEqual([step.consensus_label, step.consensus_value, step.agreement_count], ['4', 4, 3]);
  const { events } = await stage.customer.tasks.timeline(rated);
  assert.deepEqual(
    events.filter(({ event }) => event === 'labelled').map(({ label, value }) => [label, value]),
    [
      ['4', 4],
      ['4', 4],
      ['5', 5],
    ],
  );
  for await (const { event } of stage.customer.events.stream({ lastEventId: '0' })) {
    if (event.event !== 'task.settled' || event.task_id !== rated) continue;
    assert.deepEqual([event.consensus_label, event.consensus_value], ['4', 4]);
    break;
  }
  const review = await stage.customer.tasks.review(rated, { verdict: 'corrected', value: 2 });
  assert.deepEqual([review.label, review.value, review.consensus_value], ['2', 2, 4]);
});

test('others are asked about the same items again', async () => {
  const { task_id } = await stage.customer.tasks.submit({ ...comparison, expires_in: 1 });
  await stage.customer.tasks.cancel(task_id);
  const again = await stage.customer.tasks.relabel(task_id);
  const [first, second] = await Promise.all(
    [task_id, again.task_id].map((id) => stage.customer.tasks.get(id)),
  );
  assert.deepEqual([second?.label_spec, second?.data_url], [first?.label_spec, first?.data_url]);
  const item = await stage.customer.tasks.item(again.task_id, { item: better });
  assert.equal(await item.text(), texts[better]);
  await stage.customer.tasks.cancel(again.task_id);
});

test('what compares is ranked, and for its customer alone', async () => {
  const order = ['third', 'second', 'first'];
  const pairs = order.flatMap((one, i) => order.slice(i + 1).map((other) => [one, other]));
  const { batch_id } = await stage.customer.tasks.submitBatch(
    pairs.map((ids) => ({
      type: 'comparison',
      items: ids.map((id) => ({ id, data: { text: `The text of ${id}` } })),
      label_spec: { question: 'Better?', tie: false },
    })),
  );
  await labelAll(({ items = [], data }, parts) => {
    assert.equal(data, null, 'nothing is shown above them');
    const ranks = parts.map((text) => order.findIndex((id) => text.endsWith(id)));
    return { item: items[ranks.indexOf(Math.max(...ranks))]?.id ?? '' };
  });
  const ranking = await stage.customer.batches.ranking(batch_id);
  assert.deepEqual(
    ranking.data.map(({ item, wins, losses, ties }) => [item, wins, losses, ties]),
    [
      ['first', 6, 0, 0],
      ['second', 3, 3, 0],
      ['third', 0, 6, 0],
    ],
  );
  assert.deepEqual([ranking.tasks, ranking.labels], [3, 9]);
  for (const { low, score, high } of ranking.data) assert.ok(low < score && score < high);
  const path = `/v1/batches/${batch_id}/ranking`;
  const stranger = (await stage.api.registerCustomer({ name: 'Other', email: 'other@example.com' })).api_key;
  assert.equal((await stage.api.send({ method: 'GET', path, token: stranger, expect: [404] })).status, 404);
  const { batch_id: ticks } = await stage.customer.tasks.submitBatch([{ ...multiLabel, language: 'tlh' }]);
  const refused = await stage.api.send({
    method: 'GET',
    path: `/v1/batches/${ticks}/ranking`,
    token: stage.key,
    expect: [409],
  });
  assert.match(JSON.stringify(refused.body), /nothing_compared/);
});
