import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { LabelValue } from '@asg/sdk';
import { openShell } from '../../shell.ts';
import { boxClasses, decidedBoxes, decidedSpans, drawn, marked, spanClasses } from './decided-jobs.ts';
import { type Stage, startStage } from './stage.ts';

let stage: Stage;
let shell: ReturnType<typeof openShell>;
before(async () => {
  stage = await startStage();
  shell = openShell({ ASG_API_KEY: stage.key, ASG_BASE_URL: stage.api.url });
});
after(async () => {
  shell[Symbol.dispose]();
  await stage[Symbol.asyncDispose]();
});

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

test('boxes that were decided come back from every format as they were', async () => {
  const { jobId, lines } = await decidedBoxes(stage);
  const wanted = lines.map(({ data_url, consensus_value }) => [data_url, consensus_value]);
  assert.deepEqual(
    wanted.map(([, value]) => value),
    drawn,
  );
  for (const format of ['coco', 'voc', 'yolo', 'label_studio', 'ground_truth']) {
    const found = await comeBack(jobId, format);
    assert.deepEqual(
      found.map(({ data_url, predictions }) => [data_url, predictions[0]?.value]),
      wanted,
      format,
    );
  }
  // What is converted is the manifest of another job, whose predictions they are.
  const { job_id: again } = await stage.customer.jobs.upload({
    task_type: 'bounding_boxes',
    label_spec: { question: 'Where is each?', classes: boxClasses },
    consensus_threshold: 3,
    file: new Blob((await comeBack(jobId, 'coco')).map((line) => `${JSON.stringify(line)}\n`)),
  });
  while ((await stage.customer.jobs.get(again)).ingested_at === null) await setTimeout(50);
  const predicted: unknown[] = [];
  for await (const { data_url, predictions } of stage.customer.jobs.exportLines(again, { partial: true }))
    predicted.push([data_url, predictions?.[0]?.value]);
  assert.deepEqual(predicted, wanted);
  await stage.customer.jobs.cancel(again);
  const box = { class: 'bus', left: 1, top: 2, width: 3, height: 4 };
  const { task_id } = await stage.customer.tasks.submit({
    type: 'bounding_boxes',
    data_url: 'https://example.com/1.jpg',
    label_spec: { question: 'Where?', classes: ['bus'] },
    predictions: [{ model: 'mine', value: { boxes: [box] } }],
    consensus_threshold: 3,
  });
  const { predictions } = await stage.customer.tasks.get(task_id);
  assert.deepEqual(predictions?.[0]?.value, { boxes: [box] });
  await stage.customer.tasks.cancel(task_id);
});

test('spans that were decided come back from every format, in code points', async () => {
  const { jobId, lines } = await decidedSpans(stage);
  assert.deepEqual(
    lines.map(({ text, consensus_value }) => [text, consensus_value]),
    marked,
  );
  for (const format of ['spacy', 'label_studio', 'ground_truth']) {
    const found = await comeBack(jobId, format);
    assert.deepEqual(
      found.map(({ data, predictions }) => [data?.text, predictions[0]?.value]),
      marked,
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
  const found = await comeBack(jobId, 'conll');
  assert.deepEqual(
    found.map(({ data, predictions }) => words(data?.text ?? '', predictions[0]?.value)),
    marked.map(([text, value]) => words(text, value)),
  );
  const gold = await shell.run('asg jobs convert spacy.file --as gold');
  const { job_id: again } = await stage.customer.jobs.upload({
    task_type: 'text_spans',
    label_spec: { question: 'Who and where?', classes: spanClasses },
    consensus_threshold: 3,
    file: new Blob([gold.stdout]),
  });
  const { lines_gold, lines_rejected } = await stage.customer.jobs.wait(again);
  assert.deepEqual([lines_gold, lines_rejected], [marked.length, 0]);
});
