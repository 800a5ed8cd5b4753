import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LabelValue, verifyReceipt } from '@asg/sdk';
import { patienceMs } from '@asg/testing';
import { type Stage, startStage } from './stage.ts';

let stage: Stage;
before(async () => {
  stage = await startStage();
});
after(() => stage[Symbol.asyncDispose]());

const model = 'tagger-2';
const label_spec = { question: 'Who?', classes: ['PERSON', 'PLACE'], start_with: model };
const span = (start: number, end: number, label: string) => ({ start, end, label });
const start: LabelValue = { spans: [span(0, 3, 'PERSON'), span(19, 25, 'PERSON')] };
const right: LabelValue = { spans: [span(0, 3, 'PERSON'), span(19, 25, 'PLACE')] };
const text = (i: number): string => `Ada met Charles in London, as line ${i} says.`;

async function until<Found>(find: () => Promise<Found | undefined>, what: string): Promise<Found> {
  for (const endMs = Date.now() + patienceMs; Date.now() < endMs; await sleep(50)) {
    const found = await find();
    if (found !== undefined) return found;
  }
  throw new Error(`it never was so: ${what}`);
}

test('a file of predictions is what workers begin with, what they make of it is decided, paid and verified, and told', async () => {
  const cell = JSON.stringify(start).replaceAll('"', '""');
  const rows = Array.from({ length: 6 }, (_, i) => `"${text(i)}","${cell}"`);
  const { job_id } = await stage.customer.jobs.upload({
    task_type: 'text_spans',
    label_spec,
    consensus_threshold: 3,
    file: new Blob([`text,predictions.${model}\n${rows.join('\n')}\n`]),
  });
  await until(async () => {
    const { status, lines_accepted } = await stage.customer.jobs.get(job_id);
    return status === 'labeling' && lines_accepted === 6 ? true : undefined;
  }, 'the file was read');
  const began: Record<'start' | 'empty', number> = { start: 0, empty: 0 };
  for (const { client } of stage.workers)
    for (let held = await client.next(20); held.length > 0; held = await client.next(20))
      for (const { assignment_id, start: shown } of held) {
        if (shown === undefined) began.empty++;
        else {
          assert.deepEqual(shown, start);
          began.start++;
        }
        const { itemToken } = await client.item(assignment_id);
        await client.label(assignment_id, { value: right }, { itemToken });
      }
  assert.equal(began.start + began.empty, 18);
  assert.ok(began.start > 9, JSON.stringify(began));
  const tasks = await Array.fromAsync(stage.customer.tasks.list({ job_id }));
  const told = { start: 0, empty: 0 };
  for (const { task_id, label_spec: kept } of tasks) {
    assert.equal(kept.start_with, model);
    const result = await stage.customer.tasks.waitForResult(task_id);
    assert.deepEqual([result.consensus_value, result.agreement_count], [right, 3]);
    const { events } = await stage.customer.tasks.timeline(task_id);
    for (const event of events) if (event.began !== undefined) told[event.began]++;
    const receipt = await stage.customer.tasks.receiptText(task_id);
    const given = { ...kept, kind: 'text_spans' } as typeof kept;
    assert.equal(
      verifyReceipt(receipt, { expected: { labelSpec: given } }).failed,
      null,
      'the start is committed to',
    );
    const { start_with: _none, ...without } = given;
    assert.equal(verifyReceipt(receipt, { expected: { labelSpec: without } }).failed, 'content');
  }
  assert.deepEqual(told, began);
  const { templates } = await stage.customer.billing.stats();
  const [figures] = templates.flatMap(({ starts = [] }) => starts);
  assert.deepEqual(
    [figures?.model, figures?.with_start.labels, figures?.with_start.same],
    [model, began.start, 0],
  );
  const lines = await new Response(await stage.customer.tasks.export({ job_id, format: 'jsonl' })).text();
  const begun = lines
    .trim()
    .split('\n')
    .flatMap((line) => (JSON.parse(line) as { given_labels: readonly { began: string }[] }).given_labels);
  assert.equal(begun.filter((one) => one.began === 'start').length, began.start);
});
