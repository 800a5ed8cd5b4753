import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowProblem } from './checks.ts';

const problem = (task: Readonly<Record<string, unknown>>) => rowProblem({ ok: true, task }, () => false);
const comparedProblem = (task: Readonly<Record<string, unknown>>) =>
  rowProblem({ ok: true, task }, (type) => type !== 'sentiment');

test('rows that the server would refuse for their item are told before they are sent', () => {
  assert.equal(
    rowProblem({ ok: false, reason: 'it has no columns' }, () => false),
    'it has no columns',
  );
  assert.match(problem({}) ?? '', /nothing to be labelled/);
  assert.match(problem({ data_url: ' ' }) ?? '', /nothing to be labelled/);
  assert.match(problem({ data_url: 'cat.jpg' }) ?? '', /no URL/);
  assert.match(problem({ data_url: 'ftp://example.com/cat.jpg' }) ?? '', /none that is fetched from/);
  assert.match(problem({ data_url: 7 }) ?? '', /no text/);
  assert.match(problem({ data: { text: ' \u200b ' } }) ?? '', /must not be blank/);
  assert.match(problem({ data: { text: 'x'.repeat(70_000) } }) ?? '', /65536 bytes/);
});

test('rows with an item in any of the ways that the server reads are left alone', () => {
  const urls = ['https://example.com/1.png', ' https://example.com/1.png ', 's3://bucket/1.png'];
  for (const data_url of urls) assert.equal(problem({ data_url }), null, data_url);
  assert.equal(problem({ data: { text: 'as it is' } }), null);
  assert.equal(problem({ source: 'a text of Ground Truth' }), null);
  assert.equal(problem({ 'source-ref': 's3://bucket/1.png' }), null);
});

test('rows that compare too few items, or something that is none, are told by its name', () => {
  const [one, two] = [
    { id: 'model-a', data: { text: 'hi' } },
    { id: 'model-b', data_url: 'https://example.com/b.png' },
  ];
  assert.equal(comparedProblem({ items: [one, two] }), null);
  assert.equal(comparedProblem({ items: [one, two], data: { text: 'prompt' } }), null);
  assert.match(comparedProblem({}) ?? '', /fewer than two items/);
  assert.match(comparedProblem({ items: [one] }) ?? '', /fewer than two items/);
  assert.match(comparedProblem({ items: Array.from({ length: 7 }, () => one) }) ?? '', /more than six items/);
  assert.match(
    comparedProblem({ items: [one, { id: 'model-b', data_url: 'b.png' }] }) ?? '',
    /^in model-b, .*no URL/,
  );
  assert.match(comparedProblem({ items: [one, { id: 'c', data: { text: ' ' } }] }) ?? '', /^in c, .*blank/);
  assert.match(comparedProblem({ items: [one, two], data_url: 'x' }) ?? '', /no URL/);
  // By the type of the row, or else by that of the form.
  assert.match(
    comparedProblem({ type: 'sentiment', items: [one, two], data: { text: 'x' } }) ?? '',
    /compares none/,
  );
  assert.match(problem({ items: [one, two] }) ?? '', /compares none/);
});
