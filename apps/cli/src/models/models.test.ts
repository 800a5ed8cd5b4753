import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';
import { runAsg } from '../testing/run-asg.ts';
import { accuracyOf, type Judged, wilson } from './accuracy.ts';

const newUser = serverForUsers();

/** An endpoint that is right of texts with their answer in them, 90 % sure of itself, and busy once. */
async function endpoint() {
  let requests = 0;
  const keys = new Set<string | undefined>();
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += String(piece);
    });
    request.on('end', () => {
      keys.add(request.headers.authorization);
      if (++requests === 2) {
        response.writeHead(429, { 'retry-after': '1' }).end();
        return;
      }
      const { messages } = JSON.parse(text) as { messages: { content: { text: string }[] }[] };
      const item = messages[1]?.content[1]?.text ?? '';
      const label = item.includes('bad') ? 'bad' : 'good';
      const content = item.includes('odd') ? 'who knows' : JSON.stringify({ label });
      const tokens = ['{"label":"', label, '"}'].map((token, i) => ({
        token,
        logprob: i === 1 ? Math.log(0.9) : 0,
      }));
      const usage = { total_tokens: 50 };
      response.end(
        JSON.stringify({ choices: [{ message: { content }, logprobs: { content: tokens } }], usage }),
      );
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    keys,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** 40 rows, of which the model is right in 31: six are lies, three it says nothing of. */
function truthFile() {
  const folder = mkdtempSync(join(tmpdir(), 'asg-models-'));
  const file = join(folder, 'reviews.csv');
  const rows = Array.from({ length: 40 }, (_, i) => {
    const is = i % 2 === 0 ? 'good' : 'bad';
    const says = i < 6 ? (is === 'good' ? 'bad' : 'fine') : i < 9 ? 'odd' : is;
    return `text ${i} ${says},${is}`;
  });
  writeFileSync(file, ['text,label', ...rows].join('\n'));
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

test('test says how right a model is, with an interval, confusion, calibration and cost', async () => {
  using model = await endpoint();
  using truth = truthFile();
  const args = ['models', 'test', truth.file, '--truth', 'label', '--url', model.url, '--model', 'small'];
  const more = ['--scores', 'logprobs', '--price', '2'];
  const env = { ASG_MODEL_KEY: 'a-key-that-is-not-printed' };
  const run = await runAsg([...args, ...more, '--json'], env);
  assert.equal(run.code, 0, run.stderr);
  const found = JSON.parse(run.stdout) as Record<string, unknown>;
  assert.deepEqual(
    [found.rows, found.right, found.unusable, found.failed, found.accuracy, found.options],
    [40, 31, 3, 0, 0.775, ['bad', 'good']],
  );
  assert.deepEqual(found.interval, [...wilson(31, 40)]);
  assert.deepEqual(found.confusion, [
    [16, 3],
    [3, 15],
  ]);
  assert.deepEqual(found.cost, { requests: 41, tokens: 2_000, price: 0.004, per_thousand: 0.1 });
  const { error_before: before, error_after: after } = found.calibration as Record<string, number>;
  assert.ok(before !== undefined && Math.abs(before - (0.9 - 31 / 37)) < 1e-9, `${before}`);
  assert.ok(after !== undefined && after < 0.2, `${after}`);
  const text = await runAsg([...args, ...more], env);
  assert.match(text.stdout, /right +77\.5 % of 40 \(31\); 95 %: 62\.5 % to 87\.7 %/);
  assert.match(text.stdout, /unusable +3, failed 0: 3 × its text is no JSON/);
  assert.match(text.stderr, /asked 40\/40/);
  assert.deepEqual([...model.keys], ['Bearer a-key-that-is-not-printed']);
  assert.ok(![run, text].some(({ stdout, stderr }) => (stdout + stderr).includes('not-printed')));
});

test('test is called wrongly without the column, and fails where nothing answers', async () => {
  using truth = truthFile();
  const args = [
    'models',
    'test',
    truth.file,
    '--url',
    'http://127.0.0.1:1/v1',
    '--model',
    'm',
    '--rows',
    '1',
  ];
  const wrong = await runAsg([...args, '--truth', 'answer']);
  assert.deepEqual([wrong.code, /has no column "answer": text, label/.test(wrong.stderr)], [2, true]);
  const alone = await runAsg([...args, '--truth', 'label']);
  assert.deepEqual([alone.code, /has one answer alone/.test(alone.stderr)], [2, true]);
  const nobody = await runAsg([...args, '--truth', 'label', '--options', 'good,bad']);
  assert.deepEqual([nobody.code, /nothing was answered: /.test(nobody.stderr)], [1, true], nobody.stderr);
});

test('models are added, listed, changed, switched off and on, shown and removed', async () => {
  using model = await endpoint();
  const user = await newUser();
  const asg = async (...args: readonly string[]) => {
    const run = await user.asgWith({ ASG_MODEL_KEY: 'a-key-that-is-not-printed' }, 'models', ...args);
    assert.ok(!(run.stdout + run.stderr).includes('not-printed'));
    return run;
  };
  const added = await asg(
    'add',
    'small-1',
    '--url',
    model.url,
    '--model',
    'small',
    '--type',
    'sentiment',
    '--options',
    'good,bad',
    '--requests',
    '50',
  );
  assert.equal(added.code, 0, added.stderr);
  assert.match(added.stdout, /key +sealed/);
  assert.match(added.stdout, /asked of +sentiment good\|bad/);
  assert.match((await asg()).stdout, /small-1 +running +0\/50/);
  assert.equal((await asg('change', 'small-1', '--requests', '60')).code, 0);
  assert.match((await asg('disable', 'small-1')).stdout, /is +switched off/);
  assert.match((await asg('enable', 'small-1')).stdout, /is +running/);
  const shown = JSON.parse((await asg('show', 'small-1', '--json')).stdout) as Record<string, unknown>;
  assert.deepEqual([shown.requests_per_day, shown.has_key, shown.worth], [60, true, []]);
  assert.equal((await asg('show', 'none')).code, 2);
  assert.equal((await asg('remove', 'small-1')).code, 0);
  assert.equal((await asg('remove', 'small-1')).code, 1);
});

test('a temperature mends a model that is too sure of itself, judged by rows that it was not learnt from', () => {
  const rows = Array.from({ length: 400 }, (_, i): Judged => {
    const isRight = Math.floor(i / 2) % 10 < 7;
    return { truth: isRight ? 0 : 1, said: 0, scores: [0.99, 0.01] };
  });
  const { calibration, accuracy } = accuracyOf(rows, 2);
  assert.equal(accuracy, 0.7);
  assert.ok(calibration !== null);
  assert.ok(Math.abs(calibration.errorBefore - 0.29) < 1e-9 && calibration.errorAfter < 0.02);
  assert.ok(calibration.temperature > 3);
});
