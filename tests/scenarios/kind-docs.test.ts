import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCrowd, simulatedCrowd, type Truth } from '@asg/crowd';
import { startRefinery, TestApi } from '@asg/testing';
import { examplesOf, openShell, repository } from '../model-docs.ts';
import { isThere } from '../programs.ts';

const better = 'Salt, then cold water.';

/** What is right of the tasks of the guide. */
function truthOf(kind: string): Truth {
  if (kind === 'rating') return { kind, step: 5 };
  assert.equal(kind, 'comparison');
  return { kind: 'comparison', best: better };
}

const skip = isThere('curl') ? false : 'curl is not installed';

test('the examples of docs/kinds.md do what is said of them, as they are written', { skip }, async () => {
  await using refinery = await startRefinery({ env: { SETTLE_MAX_WAIT_MS: '50' } });
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'Docs', email: 'docs@example.com' });
  const customer = api.customer(api_key);
  using shell = openShell({ ASG_BASE_URL: refinery.url, ASG_API_KEY: api_key });
  const run = async (script: string, more: Readonly<Record<string, string>> = {}) => {
    const { code, stdout, stderr } = await shell.run(script, more);
    assert.equal(code, 0, `${script}${stderr}`);
    return stdout;
  };
  const [submit = '', exported = '', ...others] = examplesOf('kinds.md', 'sh');
  assert.deepEqual(others, []);
  const told = [await run(submit)];
  // As in a project with the client in it.
  symlinkSync(join(repository, 'node_modules'), join(shell.folder, 'node_modules'));
  const [program = ''] = examplesOf('kinds.md', 'ts');
  shell.write('compare.ts', program);
  told.push(await run(`"${process.execPath}" compare.ts`));
  const [request = ''] = examplesOf('kinds.md', 'bash');
  told.push(await run(request));
  const taskIds = told.map((text) => /tsk_\w+/.exec(text)?.[0] ?? assert.fail(text));

  const members = await runCrowd({
    url: refinery.url,
    workers: simulatedCrowd(3, 1, 1, 'docs'),
    answerFor: ({ assignment_id: item, kind }) => ({ item, truth: truthOf(kind) }),
    until: 'idle',
    skipRate: 0,
  });
  assert.equal(members.length, 3);
  const results = await Promise.all(taskIds.map((taskId) => customer.tasks.waitForResult(taskId)));
  const best = { kind: 'comparison', label: '{"item":"model-a"}', value: { item: 'model-a' } };
  assert.deepEqual(
    results.map(({ kind, consensus_label: label, consensus_value: value }) => ({ kind, label, value })),
    [best, best, { kind: 'rating', label: '5', value: 5 }],
  );

  const items = [
    { id: 'model-b', data: { text: 'Red wine is made of grapes.' } },
    { id: 'model-a', data: { text: better } },
  ];
  const { batch_id } = await customer.tasks.submitBatch([
    {
      type: 'comparison',
      data: { text: 'How?' },
      items,
      label_spec: { question: 'Which?' },
      consensus_threshold: 2,
    },
  ]);
  await runCrowd({
    url: refinery.url,
    workers: simulatedCrowd(2, 1, 1, 'more'),
    answerFor: ({ assignment_id: item, kind }) => ({ item, truth: truthOf(kind) }),
    until: 'idle',
    skipRate: 0,
    emailTag: 'more',
  });
  await run(exported, { BATCH: batch_id });
  const [pair, ...more] = (await readFile(join(shell.folder, 'preferences.jsonl'), 'utf8'))
    .trim()
    .split('\n');
  assert.deepEqual(more, []);
  const { prompt, chosen, rejected } = JSON.parse(pair ?? '');
  assert.deepEqual([prompt, chosen, rejected], ['How?', better, 'Red wine is made of grapes.']);
});
