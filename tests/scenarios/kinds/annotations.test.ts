import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LabelValue } from '@asg/sdk';
import { openShell } from '../../shell.ts';
import { decidedBoxes, decidedSpans, drawn, marked } from './decided-jobs.ts';
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
});
