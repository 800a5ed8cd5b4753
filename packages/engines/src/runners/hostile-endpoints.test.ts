import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { type Answering, modelStage, says } from '../testing/model-stage.ts';

const hostile: readonly (readonly [string, Answering, RegExp])[] = [
  ['an answer without an end of bytes', (response) => flood(response), /longer than 1 MiB/],
  ['no JSON', (response) => response.end('<html>'), /no chat completion/],
  ['no JSON in it', (response) => says(response, 'good, I think'), /no JSON/],
  ['none of the options', (response) => says(response, { label: 'excellent' }), /none of the options/],
  [
    'a name that all objects have',
    (response) => says(response, { label: 'constructor' }),
    /none of the options/,
  ],
  ['no label', (response) => says(response, { toString: 'good' }), /no label/],
  ['a list', (response) => response.end('[]'), /no chat completion/],
];
for (const [what, answer, problem] of hostile) {
  test(`${what}: the task is passed by, once, and nothing is kept of it`, async (t) => {
    const it = await modelStage(t, answer);
    await it.add();
    const all = await it.submit('a');
    await it.run();
    it.clock.advance(600_000);
    await it.run();
    assert.equal(it.asked.length, 1);
    assert.deepEqual(await it.said(all), [undefined]);
    const { note, unusable, active } = await it.model();
    assert.match(note ?? '', problem);
    assert.deepEqual([unusable, active], [1, true]);
  });
}

/** More and more, for as long as somebody reads. */
function flood(response: ServerResponse): void {
  const piece = 'x'.repeat(65_536);
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  response.on('error', () => {});
  more();
}

test('an answer that never ends is given up, and asked for again later', async (t) => {
  let isSlow = true;
  const it = await modelStage(t, (response) => {
    if (!isSlow) return says(response, { label: 'bad' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  await using quick = it.newRunner({ answerMs: 300 });
  await it.add();
  const all = await it.submit('a');
  await it.run(quick);
  assert.match((await it.model()).note ?? '', /no whole answer within/);
  isSlow = false;
  it.clock.advance(2_000);
  await it.run(quick);
  assert.deepEqual(await it.said(all), ['bad']);
});
