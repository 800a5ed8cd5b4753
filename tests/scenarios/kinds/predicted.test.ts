import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LabelValue, verifyReceipt } from '@asg/sdk';
import { patienceMs } from '@asg/testing';
import { isRecord } from '@asg/values/json';
import { better, comparison, multiLabel, rating, type Stage, startStage, texts, worse } from './stage.ts';

let stage: Stage;
before(async () => {
  stage = await startStage({ ASG_ALLOW_LOOPBACK: 'true' });
});
after(() => stage[Symbol.asyncDispose]());

const consensus = { policy: 'adaptive', max_labels: 3 } as const;
type Message = { readonly role: string; readonly content: readonly { readonly text?: string }[] };

/** An endpoint that answers what `said` makes of the texts that it was sent; all that it was sent. */
async function endpoint(said: (parts: readonly string[]) => unknown) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += String(piece);
    });
    request.on('end', () => {
      bodies.push(text);
      const { messages } = JSON.parse(text) as { messages: readonly Message[] };
      const parts = messages[1]?.content.map((part) => part.text ?? '') ?? [];
      response.end(JSON.stringify({ choices: [{ message: { content: JSON.stringify(said(parts)) } }] }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    bodies,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function until<Found>(find: () => Promise<Found | undefined>, what: string): Promise<Found> {
  for (const endMs = Date.now() + patienceMs; Date.now() < endMs; await sleep(50)) {
    const found = await find();
    if (found !== undefined) return found;
  }
  throw new Error(`it never was so: ${what}`);
}

const predictedOf = (taskId: string) =>
  until(async () => (await stage.customer.tasks.get(taskId)).predictions, 'the model was asked');

test('the server asks a model of each kind, tells it no id, and passes by what is no answer', async () => {
  await using model = await endpoint((parts) => {
    const place = parts.indexOf(texts[better] ?? '');
    if (place >= 0) return { label: parts[place - 1]?.slice('Item '.length, -1) };
    return parts[0]?.includes('scale') === true ? { label: '6' } : { labels: ['threat', 'spam'] };
  });
  await stage.customer.models.add({
    name: 'small-1',
    url: model.url,
    model: 'small',
    templates: [{ task_type: 'comparison' }, { task_type: 'multi_label' }, { task_type: 'rating' }],
    requests_per_day: 100,
  });
  const asked = [comparison, multiLabel, rating].map((task) => ({ ...task, consensus, language: 'tlh' }));
  const { task_ids } = await stage.customer.tasks.submitBatch(asked);
  const [compared = '', ticked = '', rated = ''] = task_ids;
  assert.deepEqual(await predictedOf(compared), [
    { model: 'small-1', label: `{"item":"${better}"}`, value: { item: better } },
  ]);
  const labels = { options: ['spam', 'threat'] };
  assert.deepEqual(await predictedOf(ticked), [
    { model: 'small-1', label: JSON.stringify(labels), value: labels },
  ]);
  const { last_problem } = await until(async () => {
    const [found] = await stage.customer.models.list();
    return found?.answers_unusable === 1 ? found : undefined;
  }, 'a six of five steps is no answer');
  assert.match(last_problem ?? '', /its label is none of the options/);
  assert.equal((await stage.customer.tasks.get(rated)).predictions, undefined);
  assert.equal(model.bodies.length, 3);
  assert.ok(!model.bodies.some((body) => body.includes(better) || body.includes(worse)));
  await stage.customer.models.remove('small-1');
  for (const taskId of task_ids) await stage.customer.tasks.cancel(taskId);
});

test('a model that was right lets one person decide a rating, and the receipt says that one counted', async () => {
  const truthOf = (text: string): number => 1 + (Number(text.split(' ')[1]) % 5);
  const submit = async (count: number) => {
    const texts = Array.from({ length: count }, (_, i) => `text ${i}`);
    const { task_ids } = await stage.customer.tasks.submitBatch(
      texts.map((text) => ({
        ...rating,
        consensus,
        data: { text },
        predictions: [{ model: 'm-2', value: truthOf(text), confidence: 0.9 }],
      })),
    );
    return task_ids;
  };
  const labelAll = async (workers: Stage['workers']) => {
    for (const { client } of workers)
      for (let held = await client.next(20); held.length > 0; held = await client.next(20))
        for (const { assignment_id } of held) {
          const { content, itemToken } = await client.item(assignment_id);
          await client.label(assignment_id, { value: truthOf(await content.text()) }, { itemToken });
        }
  };
  await submit(40);
  await labelAll(stage.workers);
  const taskIds = await submit(8);
  await labelAll(stage.workers.slice(0, 1));
  const results = await until(async () => {
    const tasks = await Promise.all(taskIds.map((taskId) => stage.customer.tasks.get(taskId)));
    const settled = tasks.filter(({ status }) => status === 'settled');
    return settled.length >= taskIds.length / 2 ? settled : undefined;
  }, 'half of the tasks were decided by one person and the model, and paid');
  const [taskId = ''] = results.map(({ task_id }) => task_id);
  const result = await stage.customer.tasks.waitForResult(taskId);
  assert.deepEqual([result.worker_count, result.agreement_count], [1, 1]);
  const [counted] = result.predictions?.models ?? [];
  assert.deepEqual([counted?.model, counted?.value], ['m-2', result.consensus_value]);
  assert.ok((counted?.confidence_without ?? 1) < result.confidence);
  const { failed, receipt } = verifyReceipt(await stage.customer.tasks.receiptText(taskId));
  assert.deepEqual([failed, receipt?.version, receipt?.leaf.model_count], [null, 2, 1]);
});

test('columns of a file have predictions in the words of each kind', async () => {
  const [{ data: _data, items: _items, ...compared }, { data: _ticked, ...ticked }] = [
    comparison,
    multiLabel,
  ];
  const files: readonly (readonly [object, string, readonly LabelValue[]])[] = [
    [
      { task_type: 'rating', label_spec: rating.label_spec },
      'text,predictions.m-1\nfirst,4\nsecond,"{""1"": 3, ""5"": 1}"\nthird,6\n',
      [4, 1],
    ],
    [
      { task_type: 'multi_label', label_spec: ticked.label_spec },
      'text,predictions.m-1\nfirst,threat|spam\nsecond,"{""none"": true}"\nthird,spam|spam\n',
      [{ options: ['spam', 'threat'] }, { none: true }],
    ],
    [
      { task_type: 'comparison', label_spec: compared.label_spec },
      'items.a,items.b,predictions.m-1\nfirst,second,b\nthird,fourth,tie\nfifth,sixth,c\n',
      [{ item: 'b' }, { tie: true }],
    ],
  ];
  for (const [job, file, values] of files) {
    const given = { ...job, consensus } as Parameters<typeof stage.customer.jobs.upload>[0];
    const { job_id } = await stage.customer.jobs.upload({ ...given, file: new Blob([file]) });
    const read = await until(async () => {
      const found = await stage.customer.jobs.get(job_id);
      return found.status === 'labeling' ? found : undefined;
    }, 'the file was read');
    assert.deepEqual([read.lines_accepted, read.lines_rejected], [2, 1]);
    const tasks = await Array.fromAsync(stage.customer.tasks.list({ job_id }));
    const said = tasks.map(({ predictions }) => JSON.stringify(predictions?.[0]?.value));
    assert.deepEqual(said.toSorted(), values.map((value) => JSON.stringify(value)).toSorted());
    const [table, lines] = await Promise.all(
      (['csv', 'jsonl'] as const).map(async (format) =>
        new Response(await stage.customer.tasks.export({ job_id, format })).text(),
      ),
    );
    assert.match(table ?? '', /^.*,predictions\.m-1(,.*)?\r?\n/, 'what it said leaves as it came');
    const rows =
      lines
        ?.trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)) ?? [];
    const again = rows.map((row) => (isRecord(row) ? JSON.stringify(row.predictions) : ''));
    assert.ok(again.includes(JSON.stringify([{ model: 'm-1', value: values[0] }])), again.join());
    await stage.customer.jobs.cancel(job_id);
  }
});
