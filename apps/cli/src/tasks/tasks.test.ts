import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const casesFolder = join(import.meta.dirname, '../../../../packages/formats/cases');
const animals = ['--type', 'image_classification', '--question', 'Animal?', '--options', 'cat,dog'];

const newUser = serverForUsers();

test('a task is submitted, its label waited for, its receipt fetched and verified', async () => {
  using user = await newUser();
  const submitted = await user.asg('submit', 'https://example.com/1.jpg', ...animals, '--json');
  assert.equal(submitted.code, 0, submitted.stderr);
  const { task_id } = JSON.parse(submitted.stdout);
  const early = await user.asg('result', task_id);
  assert.equal(early.code, 3);
  assert.match(early.stderr, /is not labelled yet: --wait waits/);
  assert.equal((await user.asg('receipt', task_id)).code, 3);
  assert.equal((await user.asg('result', task_id, '--wait', '--timeout', '1')).code, 3);
  const waiting = user.asg('result', task_id, '--wait');
  await user.label();
  const result = await waiting;
  assert.equal(result.code, 0, result.stderr);
  assert.match(result.stdout, /label +cat\n.*agreement +3 of 3.*\n.*settled/);
  const file = join(user.folder, 'receipt.json');
  assert.equal((await user.asg('receipt', task_id, '--out', file)).code, 0);
  const verified = await user.asg('verify', file, '--task', task_id, '--label', 'cat');
  assert.equal(verified.code, 0, verified.stderr);
  assert.match((await user.asg('usage')).stdout, /tasks settled +1/);
  const listed = JSON.parse((await user.asg('tasks', '--status', 'settled', '--json')).stdout);
  assert.deepEqual([listed.length, listed[0].task_id], [1, task_id]);
});

test('a cancelled task has no label: code 1, and what there was', async () => {
  using user = await newUser();
  const task = { data_url: 'https://example.com/1.jpg', metadata: { n: 1 } };
  const submitted = await user.asg(
    'submit',
    '--file',
    user.file('task.json', JSON.stringify(task)),
    ...animals,
    ...['--policy', 'adaptive:0.9', '--max-cost', '2000'],
    '--json',
  );
  const { task_id } = JSON.parse(submitted.stdout);
  assert.match((await user.asg('tasks', 'show', task_id)).stdout, /metadata +\{"n":1\}/);
  assert.equal((await user.asg('tasks', 'cancel', task_id)).code, 0);
  const result = await user.asg('result', task_id, '--wait');
  assert.equal(result.code, 1);
  assert.match(result.stdout, /cancelled, without a label/);
  assert.match((await user.asg('tasks', 'show', 'tsk_none')).stderr, /task not found \(404, request req_/);
});

test('a task shows the policy that it was submitted with', async () => {
  using user = await newUser();
  const policy = ['--policy', 'adaptive:0.9', '--json'];
  const submitted = await user.asg('submit', 'https://example.com/1.jpg', ...animals, ...policy);
  assert.equal(submitted.code, 0, submitted.stderr);
  const shown = await user.asg('tasks', 'show', JSON.parse(submitted.stdout).task_id);
  assert.match(
    shown.stdout,
    /labels +0, at least 2 are wanted\n +policy +adaptive, until 0\.9 sure, 10 labels/m,
  );
});

test('a file says what models say, and the options what is expected of the answers', async () => {
  using user = await newUser();
  const of = [
    '--type',
    'sentiment',
    '--question',
    'Mood?',
    '--options',
    'bad,so-so,good',
    '--policy',
    'adaptive',
  ];
  const shares = ['--class-shares', 'bad=1, so-so=1,good=8', '--ordinal'];
  const csv = ['text,predictions.small-1,predictions.big,n', 'hi,good,"{""good"":3,""bad"":1}",1', 'oh,,,2'];
  const file = user.file('predicted.csv', `${csv.join('\n')}\n`);
  const submitted = await user.asg('batch', file, ...of, ...shares, '--json');
  assert.equal(submitted.code, 0, submitted.stderr);
  const client = user.client();
  const [first, second] = JSON.parse(submitted.stdout).tasks;
  const task = await client.tasks.get(first.task_id);
  assert.deepEqual(task.predictions, [
    { model: 'small-1', label: 'good' },
    { model: 'big', label: 'good', scores: { bad: 0.25, 'so-so': 0, good: 0.75 } },
  ]);
  assert.deepEqual(task.label_spec, {
    question: 'Mood?',
    options: ['bad', 'so-so', 'good'],
    class_shares: { bad: 1, 'so-so': 1, good: 8 },
    ordinal: true,
  });
  assert.deepEqual(task.metadata, { n: '1' });
  assert.equal((await client.tasks.get(second.task_id)).predictions, undefined);
  const shown = await user.asg('tasks', 'show', first.task_id);
  assert.match(shown.stdout, /expected +bad 1, so-so 1, good 8; a scale\n/);
  assert.match(shown.stdout, /predictions +small-1 good, big good \(75\.00 %\)\n/);

  const wrong = user.file('wrong.csv', 'text,predictions.small-1,predictions.1\nhi,fine,good\n');
  const refused = await user.asg('batch', wrong, ...of);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /line 2: predictions\.1\.model must be up to 64 letters/);
  const other = user.file('other.csv', 'text,predictions.small-1\nhi,fine\n');
  assert.match(
    (await user.asg('batch', other, ...of)).stderr,
    /line 2: .*must be one of the options, not "fine"/,
  );
  for (const list of ['bad=1', 'bad=1,bad=2', 'bad', 'bad=0,good=1'])
    assert.equal(
      (await user.asg('batch', file, ...of, '--class-shares', list)).code,
      list === 'bad=1' ? 1 : 2,
    );
});

test('what is wrong with a task or a file is named, and nothing is submitted', async () => {
  using user = await newUser();
  const wrong: readonly (readonly [args: readonly string[], code: number, message: RegExp])[] = [
    [['submit'], 2, /what is to be labelled/],
    [['submit', 'ftp://x', ...animals], 1, /data_url must be an https URL/],
    [
      ['submit', 'https://example.com/1', ...animals, '--metadata', '[]'],
      2,
      /--metadata must be a JSON object/,
    ],
    [
      ['submit', 'https://example.com/1', ...animals, '--policy', 'adaptive:2'],
      2,
      /adaptive:TARGET, above 0/,
    ],
    [['submit', 'https://example.com/1', ...animals, '--max-cost', '9'], 1, /max_cost_sats/],
    [['batch', user.file('empty.csv', 'data_url\n')], 2, /there is no task in it/],
    [['batch', user.file('a.csv', 'id,colour\nx,red\n')], 2, /no column has the items: .*"id", "colour"/],
    [
      ['batch', user.file('g.csv', 'id,body\nx,red\n'), '--text-column', 'comment'],
      2,
      /line 1: there is no column "comment": its columns are "id", "body"/,
    ],
    [
      ['batch', user.file('b.csv', 'data_url,priority\nhttps://a.example,high\n')],
      2,
      /line 2: "priority" must be a whole/,
    ],
    [
      ['batch', user.file('c.csv', 'data_url,type\nhttps://a.example\n')],
      2,
      /line 2: has 1 value, the header has 2/,
    ],
    [
      ['batch', user.file('d.jsonl', '{"data_url":"https://a.example"}\nnonsense\n')],
      1,
      /2 of the rows were refused\n {2}line 1: .*type.*\n {2}line 2: not valid JSON at column 1/,
    ],
    [['batch', user.file('e.txt', 'x\n1\n')], 2, /no column has the items/],
    [['batch', user.file('e.csv', '<!DOCTYPE html>\n')], 2, /is an HTML page/],
    [
      ['batch', user.file('f.csv', 'data_url\nhttp://a.example/1\nhttp://b.example/2\n'), ...animals],
      1,
      /2 of the rows were refused\n {2}line 2: .*\n {2}line 3: data_url must be an https URL/,
    ],
  ];
  for (const [args, code, message] of wrong) {
    const run = await user.asg(...args);
    assert.deepEqual([run.code, run.stdout], [code, ''], args.join(' '));
    assert.match(run.stderr, message);
  }
  assert.equal(JSON.parse((await user.asg('whoami', '--json')).stdout).label_quota, 500);
});

test('of a file as people bring it each row is a task or refused by its line', async () => {
  using user = await newUser();
  const cases: readonly (readonly [file: string, code: number, lines: readonly number[], said: RegExp])[] = [
    ['m-utf16.jsonl', 0, [1, 2, 3], /^$/],
    [
      'm-nan.jsonl',
      1,
      [3],
      /2 of the rows were refused\n {2}line 1: .*NaN is not JSON\n {2}line 2: .*Infinity/,
    ],
    ['emptyopts.csv', 1, [], /1 of the rows were refused\n {2}line 2: /],
    ['cp1252.csv', 2, [], /not UTF-8 at line 2, column 40/],
    ['dupurl.csv', 0, [2, 3], /line 3: the same item as in line 2/],
    ['num.csv', 0, [2], /^$/],
    ['nbspheader.csv', 0, [2], /^$/],
    ['upper.csv', 0, [2], /^$/],
  ];
  for (const [file, code, lines, said] of cases) {
    const run = await user.asg('batch', join(casesFolder, file), ...animals, '--json');
    const tasks: readonly { line: number }[] = run.stdout === '' ? [] : JSON.parse(run.stdout).tasks;
    assert.deepEqual([run.code, tasks.map(({ line }) => line)], [code, lines], `${file}: ${run.stderr}`);
    assert.match(run.stderr, said);
  }
  const items = Array.from({ length: 120 }, (_, i) => ({ data: { text: `text ${i}` }, annotations: [] }));
  const exported = user.file('label-studio.json', JSON.stringify(items, null, 1));
  const mood = ['--type', 'sentiment', '--question', 'Mood?', '--options', 'good,bad'];
  const { code, stderr } = await user.asg('batch', exported, ...mood, '--json');
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^asg: line 2 and 119 more: what Label Studio says .* is passed over\n$/);
  const named = ['batch', join(casesFolder, 'cp1252.csv'), '--encoding', 'windows-1252', '--json'];
  const [task] = JSON.parse((await user.asg(...named)).stdout).tasks;
  assert.match((await user.asg('tasks', 'show', task.task_id)).stdout, /Größe, hübsch/);
});

test('a table of texts is submitted by value, its other columns come back, and its items are named as assets', async () => {
  using user = await newUser();
  const file = user.file('texts.csv', 'id,comment,channel\n007,"so\nglad",mail\n008,meh,\n009,meh,web\n');
  const mood = ['--type', 'sentiment', '--question', 'Mood?', '--options', 'good,bad'];
  const run = await user.asg('batch', file, ...mood, '--text-column', 'Comment', '--json');
  assert.equal(run.code, 0, run.stderr);
  assert.match(run.stderr, /line 1: kept as metadata: "id", "channel"\n.*line 5: the same item as in line 4/);
  const { tasks } = JSON.parse(run.stdout) as { tasks: readonly { task_id: string; data_url: string }[] };
  const found = await Promise.all(tasks.map(({ task_id }) => user.client().tasks.get(task_id)));
  assert.deepEqual(
    found.map(({ data_url, metadata }) => [data_url, metadata]),
    tasks.map(({ data_url }, i) => [
      data_url,
      [{ id: '007', channel: 'mail' }, { id: '008' }, { id: '009', channel: 'web' }][i],
    ]),
  );
  assert.match(tasks[0]!.data_url, /^asset:\/\/[0-9a-f]{64}$/);
});

test('a batch that was killed resumes, and no task is submitted twice', async () => {
  using user = await newUser();
  const rows = Array.from({ length: 60 }, (_, i) => `https://example.com/${i % 50}.jpg,${i}`);
  const file = user.file('tasks.csv', `data_url,metadata.row\n${rows.join('\n')}\n`);
  const args = ['batch', file, ...animals, '--chunk', '2'];
  const { child, ended } = user.start(args);
  await once(child.stderr!, 'data');
  child.kill('SIGKILL');
  await ended;
  const again = await user.asg(...args, '--json');
  assert.equal(again.code, 0, again.stderr);
  const { tasks } = JSON.parse(again.stdout);
  assert.equal(new Set(tasks.map((task: { task_id: string }) => task.task_id)).size, 60);
  const quota = async () => JSON.parse((await user.asg('whoami', '--json')).stdout).label_quota;
  assert.equal(await quota(), 440);
  const more = user.file(
    'more.csv',
    `data_url,metadata.row\nhttps://example.com/new.jpg,x\n${rows.join('\n')}\n`,
  );
  assert.equal((await user.asg('batch', more, ...animals)).code, 0);
  assert.equal(await quota(), 439, 'a file that has grown submits what is new');
  assert.equal((await user.asg(...args, '--run', 'second')).code, 0);
  assert.equal(await quota(), 379, 'another run submits all anew');
});

test('a batch waits for its labels and writes them, as CSV and JSONL', async () => {
  using user = await newUser();
  const lines = ['sentiment', 'moderation'].map((type, i) =>
    JSON.stringify({
      type,
      data_url: `https://example.com/${i}.txt`,
      label_spec: { question: 'Is it "good"?', options: ['yes, it is', 'no'] },
    }),
  );
  const file = user.file('tasks.jsonl', `${lines.join('\n')}\n`);
  const out = join(user.folder, 'labels.csv');
  assert.equal((await user.asg('batch', file)).code, 0);
  const waiting = user.asg('batch', file, '--wait', '--out', out);
  await user.label();
  const { code, stdout, stderr } = await waiting;
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^line +task +status +label/);
  assert.match(stderr, /submitted 2\/2, labelled 2\/2/);
  const csv = readFileSync(out, 'utf8').trim().split('\n');
  assert.match(csv[0]!, /^line,task_id,status,data_url,consensus_label,/);
  assert.match(csv[2]!, /^2,tsk_\w+,settled,https:\/\/example\.com\/1\.txt,"yes, it is",1,3,3,[0-9a-f]{64}$/);
  const jsonl = join(user.folder, 'labels.jsonl');
  assert.equal((await user.asg('batch', file, '--wait', '--out', jsonl)).code, 0);
  assert.equal(JSON.parse(readFileSync(jsonl, 'utf8').split('\n')[0]!).consensus_label, 'yes, it is');
});
