import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const newUser = serverForUsers();

test('items are compared, options ticked and scales rated by command', async () => {
  using user = await newUser();
  const json = async (...args: readonly string[]) => {
    const { stdout, stderr } = await user.asg(...args, '--json');
    assert.equal(stderr, '', args.join(' '));
    return JSON.parse(stdout);
  };
  const [a, b] = [user.file('a.txt', 'The sea moves.'), user.file('b.txt', 'The moon pulls it.')];
  const items = ['--item', `model-a=${a}`, '--item', `model-b=${b}`];
  const compared = await json('submit', '--type', 'comparison', '--question', 'Which is better?', ...items);
  const text = 'https://example.com/1.txt';
  const labels = ['--options', 'spam,insult', '--agreement-bar', '0.25'];
  const ticked = await json(
    'submit',
    text,
    '--type',
    'multi_label',
    '--question',
    'What is wrong?',
    ...labels,
  );
  const scale = ['--scale', '1..5', '--step-labels', 'none,little,some,much,all'];
  const rated = await json('submit', text, '--type', 'rating', '--question', 'How clear?', ...scale);
  const { scale: kept, agreement_bar } = (await json('tasks', 'show', rated.task_id)).label_spec;
  assert.deepEqual([kept.from, kept.to, kept.labels.length, agreement_bar], [1, 5, 5, 1]);
  const marked = ['--classes', 'car,person', '--question', 'What is where?'];
  const boxed = await json('submit', 'https://example.com/1.png', '--type', 'bounding_boxes', ...marked);
  const spanned = await json('submit', text, '--type', 'text_spans', ...marked);
  await user.label();
  for (const [{ task_id }, value, bar] of [
    [compared, { tie: true }, undefined],
    [ticked, { options: ['spam'] }, 0.25],
    [rated, 5, 1],
    [boxed, { boxes: [{ class: 'car', left: 0, top: 0, width: 5, height: 5 }] }, 0.7],
    [spanned, { spans: [{ start: 0, end: 5, label: 'car' }] }, 0.6],
  ] as const) {
    const { consensus_value, label_spec } = await json('result', task_id, '--wait');
    assert.deepEqual([consensus_value, label_spec.agreement_bar], [value, bar]);
    const receipt = await user.asg('receipt', task_id, '--out', user.file('receipt.json', ''));
    assert.equal(receipt.code, 0, receipt.stderr);
  }
  const review = await user.asg('tasks', 'review', rated.task_id, '--value', '2');
  assert.equal(review.stdout.trim(), `${rated.task_id} is corrected: 2`, review.stderr);
  const right = '{"boxes":[{"class":"person","left":1,"top":1,"width":20,"height":50}]}';
  const corrected = await user.asg('tasks', 'review', boxed.task_id, '--value', right);
  assert.match(corrected.stdout, /is corrected: .*person/, corrected.stderr);
  const { batch_id } = await user.client().tasks.submitBatch([
    {
      type: 'comparison',
      label_spec: { question: 'Which is better?' },
      items: ['x', 'y'].map((id) => ({ id, data: { text: id } })),
    },
  ]);
  await user.label();
  const ranking = (await user.asg('tasks', 'ranking', '--batch', batch_id)).stdout;
  assert.match(ranking, /^1 +x +-?0\.00 .* 0 +0 +3$/m);
  assert.match(ranking, /3 labels of 1 comparisons/);
  const gold = ['--type', 'rating', '--question', 'How clear?', '--scale', '1..5', '--label', '4'];
  assert.equal((await json('gold', 'add', text, ...gold)).gold_value, 4);
  const span = '{"spans":[{"start":3,"end":9,"label":"person"}]}';
  const known = await json('gold', 'add', text, '--type', 'text_spans', ...marked, '--label', span);
  assert.deepEqual(known.gold_value, JSON.parse(span));
});

test('what is no scale, no item and no value is a wrong call', async () => {
  using user = await newUser();
  for (const args of [
    ['submit', 'https://example.com/1', '--scale', 'five'],
    ['submit', 'https://example.com/1', '--agreement-bar', 'NaN'],
    ['submit', '--item', 'model-a'],
    ['tasks', 'review', 'tsk_1', '--value', '{"item":4}'],
    ['tasks', 'review', 'tsk_1', '--value', '{"boxes":[{"class":"a","left":null}]}'],
    ['submit', 'https://example.com/1', '--classes', 'a,,b'],
    ['tasks', 'review', 'tsk_1', '--value', 'NaN'],
    ['tasks', 'ranking'],
  ])
    assert.equal((await user.asg(...args)).code, 2, args.join(' '));
});
