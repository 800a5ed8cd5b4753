import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const newUser = serverForUsers();

test('gold is added, listed, set apart and retired by command, and a file’s bad rows are named', async () => {
  using user = await newUser();
  const asg = (...args: readonly string[]) => user.asg(...args);
  const spec = ['--type', 'sentiment', '--question', 'Mood?', '--options', 'good,bad', '--label', 'good'];
  const added = await asg('gold', 'add', 'https://example.com/1.txt', ...spec, '--reason', 'So.', '--json');
  const made = JSON.parse(added.stdout);
  assert.deepEqual([made.use, made.gold_label, made.reason], ['test', 'good', 'So.']);
  const head = 'type,text,question,options,gold_label';
  const bad = user.file(
    'bad.csv',
    `${head}\nsentiment,A,Mood?,good|bad,good\nsentiment,B,Mood?,good|bad,fine\n`,
  );
  const refused = await asg('gold', 'import', bad);
  assert.equal(refused.code, 2);
  assert.match(
    refused.stderr,
    /nothing is added, for what is wrong in .*bad\.csv:\n {2}lines\.3\.gold_label must/,
  );
  const file = user.file('gold.csv', `${head}\nsentiment,A,Mood?,good|bad,good\n`);
  assert.match((await asg('gold', 'import', file)).stdout, /^added: 1$/m);
  assert.match((await asg('gold', 'use', 'practice', made.gold_id)).stdout, /is for practice/);
  assert.equal((await asg('gold', 'use', 'fun', made.gold_id)).code, 2);
  const practice = JSON.parse((await asg('gold', 'list', '--use', 'practice', '--json')).stdout);
  assert.deepEqual(
    practice.map((one: { gold_id: string }) => one.gold_id),
    [made.gold_id],
  );
  assert.match((await asg('gold')).stdout, /gold .*use .*label .*hits .*misses/);
  assert.match((await asg('gold', 'retire', made.gold_id)).stdout, /is retired/);
  const retired = JSON.parse((await asg('gold', 'list', '--state', 'retired', '--json')).stdout);
  assert.equal(retired.length, 1);
  assert.equal((await asg('gold', 'add', ...spec)).code, 2);
});
