import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { LabelValue, UploadJob, ValueOfKind } from '@asg/sdk';
import { pngOf, zipOf } from '@asg/testing';
import { openShell } from '../../shell.ts';
import { type Stage, startStage } from './stage.ts';

type Shell = ReturnType<typeof openShell>;
let stage: Stage;
let shell: Shell;
before(async () => {
  stage = await startStage();
  shell = openShell({ ASG_API_KEY: stage.key, ASG_BASE_URL: stage.api.url });
});
after(async () => {
  shell[Symbol.dispose]();
  await stage[Symbol.asyncDispose]();
});

/** A job of the file, decided by three workers, who are given what the item is. */
async function decided(
  file: Blob,
  order: Pick<UploadJob, 'task_type' | 'label_spec'>,
  answer: (item: Buffer, worker: number) => LabelValue,
): Promise<string> {
  const { job_id } = await stage.customer.jobs.upload({ ...order, file, consensus_threshold: 3 });
  while ((await stage.customer.jobs.get(job_id)).ingested_at === null) await setTimeout(50);
  for (const [worker, { client }] of stage.workers.entries())
    for (const { assignment_id } of await client.next(20)) {
      const { content, itemToken } = await client.item(assignment_id);
      const value = answer(Buffer.from(await content.arrayBuffer()), worker);
      await client.label(assignment_id, { value }, { itemToken });
    }
  await stage.customer.jobs.wait(job_id);
  return job_id;
}

interface Told {
  readonly data_url?: string;
  readonly data?: { readonly text: string };
  readonly predictions: readonly { readonly value: LabelValue }[];
}

/** What a file of that format, made by the server, is converted to. */
async function comeBack(jobId: string, format: string): Promise<readonly Told[]> {
  const out = `${format}.file`;
  const { code, stdout, stderr } = await shell.run(
    `asg jobs export ${jobId} --format ${format} --out ${out}\nasg jobs convert ${out}`,
  );
  assert.equal(code, 0, `${format}: ${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const lines = async (jobId: string) => {
  const found = [];
  for await (const line of stage.customer.jobs.exportLines(jobId)) found.push(line);
  return found;
};

test('boxes that were decided come back as they were', { timeout: 300_000 }, async () => {
  const classes = ['bus', 'traffic light, red', 'a "quoted" <tag>', 'שלום'];
  const widths = [61, 64, 97, 130];
  const boxesOf = (width: number): ValueOfKind['bounding_boxes'] => {
    const count = widths.indexOf(width) * 2;
    const boxes = Array.from({ length: count }, (_, i) => ({
      class: classes[i % classes.length] ?? '',
      left: i * 10,
      top: (i * 7) % 20,
      width: 9,
      height: 30 + i,
    }));
    return count === 0 ? { none: true } : { boxes };
  };
  const names = ['holiday/one.png', 'Straße & "zwei".png', 'שלוש.png', '4.png'];
  const zip = zipOf(
    Object.fromEntries(
      widths.map((width, i) => [names[i] ?? '', pngOf(width, 60, Buffer.alloc(width * 60 * 3, width))]),
    ),
  );
  const order = { task_type: 'bounding_boxes', label_spec: { question: 'Where is each?', classes } } as const;
  const jobId = await decided(new Blob([Uint8Array.from(zip)]), order, (item, worker) => {
    const value = boxesOf(item.readUInt32BE(16));
    if (worker < 2 || !('boxes' in value)) return value;
    return { boxes: value.boxes.map((box) => ({ ...box, left: box.left + 1, height: box.height - 1 })) };
  });
  const rows = await lines(jobId);
  const wanted = rows.map(({ data_url, consensus_value }) => [data_url, consensus_value]);
  assert.deepEqual(
    wanted.map(([, value]) => value),
    widths.map(boxesOf),
  );
  for (const format of ['coco', 'voc'] as const) {
    const found = await comeBack(jobId, format);
    assert.deepEqual(
      found.map(({ data_url, predictions }) => [data_url, predictions[0]?.value]),
      wanted,
      format,
    );
  }
});

test('spans that were decided come back from every format, in code points', {
  timeout: 300_000,
}, async () => {
  const texts = [
    { text: '😀 Ada Lovelace wrote it.', spans: [{ start: 2, end: 14, label: 'PER' }] },
    { text: 'Nobody is here.', spans: [] },
    {
      text: 'שלום 👩‍👩‍👧 Grüße\naus Köln',
      spans: [
        { start: 0, end: 4, label: 'X, "y" 50%' },
        { start: 5, end: 10, label: 'PER' },
        { start: 21, end: 25, label: 'PLACE' },
      ],
    },
  ];
  const classes = ['PER', 'PLACE', 'X, "y" 50%'];
  const order = { task_type: 'text_spans', label_spec: { question: 'Who and where?', classes } } as const;
  const file = new Blob(texts.map(({ text }) => `${JSON.stringify({ data: { text } })}\n`));
  const markedIn = (text: string): ValueOfKind['text_spans'] => {
    const spans = texts.find((one) => one.text === text)?.spans ?? [];
    return spans.length === 0 ? { none: true } : { spans };
  };
  const jobId = await decided(file, order, (item, worker) => {
    const value = markedIn(item.toString('utf8'));
    if (worker < 2 || !('spans' in value)) return value;
    return { spans: value.spans.map((span) => ({ ...span, end: span.end - 1 })) };
  });
  const wanted = texts.map(({ text }) => [text, markedIn(text)]);
  const rows = await lines(jobId);
  assert.deepEqual(
    rows.map(({ text, consensus_value }) => [text, consensus_value]),
    wanted,
  );
  for (const format of ['spacy', 'label_studio', 'ground_truth'] as const) {
    const found = await comeBack(jobId, format);
    assert.deepEqual(
      found.map(({ data, predictions }) => [data?.text, predictions[0]?.value]),
      wanted,
      format,
    );
  }
  const words = (text: string, value: LabelValue | undefined) =>
    typeof value === 'object' && 'spans' in value
      ? value.spans.map(({ start, end, label }) => [
          label,
          Array.from(text).slice(start, end).join('').replaceAll(/\s/g, ''),
        ])
      : [];
  // CoNLL has no blanks of the text, so that places move; words and labels stay.
  assert.deepEqual(
    (await comeBack(jobId, 'conll')).map(({ data, predictions }) =>
      words(data?.text ?? '', predictions[0]?.value),
    ),
    texts.map(({ text }) => words(text, markedIn(text))),
  );
});
