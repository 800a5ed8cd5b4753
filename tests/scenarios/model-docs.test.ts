import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { startRefinery } from '@asg/testing';
import { examplesOfModels, openShell } from '../model-docs.ts';

/** An endpoint that is right of texts with "joy" in them. */
async function endpoint() {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += String(piece);
    });
    request.on('end', () => {
      const content = JSON.stringify({ label: text.includes('joy') ? 'good' : 'bad' });
      response.end(JSON.stringify({ choices: [{ message: { content } }], usage: { total_tokens: 9 } }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

test('the examples of docs/models.md do what is said of them, as they are written', async () => {
  using model = await endpoint();
  await using refinery = await startRefinery({ env: { ASG_ALLOW_LOOPBACK: 'true' } });
  using shell = openShell({ MODEL_URL: model.url, ASG_MODEL_KEY: 'a-key-of-the-endpoint' });
  const [table = ''] = examplesOfModels('csv');
  shell.write('reviews-predicted.csv', table);
  shell.write('reviews.csv', 'text,label\nA joy of a film.,good\nI left.,bad\nNo joy at all.,bad\n');
  const registered = await shell.run(`asg register --email docs@example.com --url ${refinery.url}`);
  assert.equal(registered.code, 0, registered.stderr);

  const examples = examplesOfModels('sh').filter((example) => !example.includes('$FOLDER'));
  assert.equal(examples.length, 3);
  const runs: string[] = [];
  for (const example of examples) {
    const run = await shell.run(example);
    assert.equal(run.code, 0, `${example}${run.stderr}`);
    assert.ok(!(run.stdout + run.stderr).includes('a-key-of-the-endpoint'));
    runs.push(run.stdout);
  }
  assert.match(runs[0] ?? '', /tasks +2\n/);
  assert.match(runs[1] ?? '', /right +66\.7 % of 3 \(2\)/);
  assert.match(runs[2] ?? '', /small-1 +running +0\/1000[\s\S]*is +switched off[\s\S]*is +running/);
  const left = await shell.run('asg tasks --json; asg models --json');
  const [tasks, models] = left.stdout.split(/(?<=^\])\n/m).map((text) => JSON.parse(text || 'null'));
  assert.deepEqual(models, [], 'removed at the end');
  assert.deepEqual(
    tasks.map(({ predictions }: { readonly predictions: readonly { label: string }[] }) =>
      predictions.map(({ label }) => label),
    ),
    [['bad'], ['good', 'good']],
  );
});
