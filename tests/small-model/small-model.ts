import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ASGGatewayClient } from '@asg/sdk';
import { patienceMs, startRefinery, TestApi } from '@asg/testing';
import { documents } from '../docs/parts/blocks.ts';
import { openShell, repository } from '../shell.ts';
import { moods, type RatedText, startSmallModel } from './endpoint.ts';
import { Raters } from './raters.ts';

// `npm run check -- --only small-model`: apart from the other tests, because it needs wheels of Python.
const { SMALL_MODEL_PYTHON: python, SMALL_MODEL_TEXTS: texts } = process.env;
const skip =
  python === undefined || texts === undefined
    ? 'SMALL_MODEL_PYTHON and SMALL_MODEL_TEXTS are not set: npm run check -- --only small-model sets them'
    : false;

const textsMax = 400;
/** So many tasks have labels enough to show that the model does not repeat them. */
const firstTasks = 64;
const firstLabels = 6;
const roundTasks = 48;
const workers = 12;

const until = async (isSo: () => Promise<boolean>, what: string): Promise<void> => {
  for (const endMs = Date.now() + patienceMs; !(await isSo()); await sleep(100))
    if (Date.now() > endMs) throw new Error(`it never was so: ${what}`);
};

async function submitted(client: ASGGatewayClient, rated: readonly RatedText[], minLabels?: number) {
  const { task_ids } = await client.tasks.submitBatch(
    rated.map(({ text }) => ({
      type: 'sentiment' as const,
      data: { text },
      label_spec: { question: 'What does the review say?', options: [...moods] },
      consensus: {
        policy: 'adaptive' as const,
        ...(minLabels !== undefined && { min_labels: minLabels }),
      },
    })),
  );
  return task_ids;
}

test('a small real model is asked by the server, and results say what it contributed', { skip }, async () => {
  await using model = await startSmallModel(python ?? '', texts ?? '', textsMax);
  const env = { ASG_ALLOW_LOOPBACK: 'true', SANDBOX_LABEL_QUOTA: '1000' };
  await using refinery = await startRefinery({ env });
  using shell = openShell({ MODEL_URL: model.url });
  const signedUp = await shell.run(
    `asg register --email small@example.com --url ${refinery.url} &&
      asg models add minilm --url $MODEL_URL --model minilm --type sentiment --scores asked --requests 1000`,
  );
  assert.equal(signedUp.code, 0, signedUp.stderr);
  const profiles = JSON.parse(readFileSync(`${shell.folder}/../config/profiles.json`, 'utf8'));
  const client = new TestApi(refinery.url).customer(profiles.profiles.default.api_key);

  const people = await Raters.signedUp(refinery.url, workers, model.rated);
  let asked = 0;
  let counted: { readonly taskId: string } | null = null;
  while (counted === null) {
    const [from, isFirst] = [asked, asked === 0];
    asked = Math.min(model.rated.length, asked + (isFirst ? firstTasks : roundTasks));
    assert.ok(asked > from, 'no decision of any task counted the model');
    const ids = await submitted(client, model.rated.slice(from, asked), isFirst ? firstLabels : undefined);
    const kept = async () => (await client.models.list())[0]?.predictions_kept;
    await until(async () => (await kept()) === asked, 'the model was asked of every text');
    await people.label();
    for (const taskId of ids) {
      const result = await client.tasks.waitForResult(taskId, { until: 'decided', timeoutMs: patienceMs });
      if ('predictions' in result && result.predictions !== undefined) counted ??= { taskId };
    }
  }
  const result = await client.tasks.result(counted.taskId);
  const { predictions = [] } = await client.tasks.get(counted.taskId);
  assert.ok('confidence' in result && result.predictions !== undefined);
  const [prediction] = predictions;
  assert.ok(prediction?.scores !== undefined);
  const sum = moods.reduce((all, mood) => all + (prediction.scores?.[mood] ?? 0), 0);
  assert.ok(Math.abs(sum - 1) < 1e-5, `${sum}`);
  const { models, confidence_without: without } = result.predictions;
  assert.deepEqual(
    models.map((one) => [one.model, one.label, one.confidence_without]),
    [['minilm', prediction.label, without]],
  );
  assert.equal(result.confidence > without, prediction.label === result.consensus_label);

  const figures = async () => {
    const { templates } = await client.billing.stats();
    return templates.flatMap((template) => template.models).find((one) => one.model === 'minilm');
  };
  await until(async () => ((await figures())?.counted ?? 0) > 0, 'the figures say that it counted');
  const found = await figures();
  assert.ok(found !== undefined && found.weight > 0 && found.accuracy !== null);
  assert.ok(found.accuracy > 0.6 && found.accuracy < 0.9, `right ${found.accuracy} of the time`);
  const [own] = await client.models.list();
  assert.ok(own !== undefined && own.answers_unusable === 0 && own.tokens > 0);
  const shown = await shell.run('asg models show minilm');
  assert.match(shown.stdout, /sentiment negative\|positive +\d+ +\d\d\.\d %/, shown.stdout);
});

test('the measurement of docs/models.md is run as it is written, on fewer texts', { skip }, async () => {
  await using model = await startSmallModel(python ?? '', texts ?? '', 120);
  using shell = openShell({ MODEL_URL: model.url, FOLDER: model.folder });
  const examples = documents().find(({ file }) => file === 'docs/models.md')?.blocks ?? [];
  const measuring = examples.map(({ code }) => code).filter((example) => example.includes('$FOLDER'));
  assert.equal(measuring.length, 1);
  const rows = readFileSync(`${model.folder}/reviews.csv`, 'utf8').split('\n');
  assert.ok(rows.length > 2_000);
  const [example = ''] = measuring;
  const run = await shell.run(example.replace('--rows 2000', '--rows 150'), {}, repository);
  assert.equal(run.code, 0, run.stderr);
  assert.match(run.stdout, /right +[67]\d\.\d % of 150 /);
  assert.match(run.stdout, /120 texts, the model alone: [67]\d\.\d %/);
  assert.match(run.stdout, /target 0\.99: people alone 9\d\.\d % with \d\.\d\d labels, with the model 9\d/);
});
