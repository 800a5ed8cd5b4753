import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { UsageError } from '../terminal/exit.ts';
import { readRecording } from './crowd-answers.ts';

const goodAnswers = 'question,worker,answer\n1,a,x\n1,b,y\n';
const goodTruth = 'question,truth\n1,x\n';

async function read(t: TestContext, answers: string, truth: string) {
  const folder = await mkdtemp(join(tmpdir(), 'asg-answers-test-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'answers.csv'), answers);
  await writeFile(join(folder, 'truth.csv'), truth);
  return readRecording(join(folder, 'answers.csv'), join(folder, 'truth.csv'));
}

test('columns may come in any order, beside others, with a byte order mark and blank lines', async (t) => {
  const recording = await read(
    t,
    '\uFEFFanswer,note,worker,question\r\nx,,a,1\r\n\r\n y ,"b, c",b,1\r\n',
    goodTruth,
  );
  assert.deepEqual(recording.questions, [
    {
      question: '1',
      answers: [
        { worker: 'a', answer: 'x' },
        { worker: 'b', answer: 'y' },
      ],
    },
  ]);
  assert.deepEqual(recording.options, ['x', 'y']);
  assert.deepEqual([...recording.truth], [['1', 'x']]);
});

test('of several answers of a worker to a question the first counts, and the number of others is reported', async (t) => {
  const { questions, options, passedOver } = await read(t, `${goodAnswers}1,a,z\n1,a,x\n2,a,y\n`, goodTruth);
  assert.deepEqual(questions[0]!.answers, [
    { worker: 'a', answer: 'x' },
    { worker: 'b', answer: 'y' },
  ]);
  assert.deepEqual([questions.length, options, passedOver], [2, ['x', 'y'], 2]);
});

test('an empty truth is none, the same truth twice is one, and a header may be written in capitals', async (t) => {
  const answers = 'Worker , QUESTION,Answer\nw 1, 007 ,"1,5"\n2,007,1\n';
  const { questions, options, truth } = await read(t, answers, 'Truth,Question\n"1,5",007\n,8\n"1,5",007\n');
  assert.deepEqual(questions, [
    {
      question: '007',
      answers: [
        { worker: 'w 1', answer: '1,5' },
        { worker: '2', answer: '1' },
      ],
    },
  ]);
  assert.deepEqual(options, ['1', '1,5']);
  assert.deepEqual([...truth], [['007', '1,5']]);
});

const fifty = Array.from({ length: 51 }, (_, i) => `1,w${i},o${i}`).join('\n');
const refusals: readonly (readonly [what: string, answers: string, truth: string, message: RegExp])[] = [
  ['an empty file', '', goodTruth, /answers\.csv: is empty, .*question,worker,answer/],
  [
    'a missing column',
    'question,user,answer\n1,a,x\n',
    goodTruth,
    /answers\.csv: line 1 has no column "worker"/,
  ],
  ['an empty value', 'question,worker,answer\n1,a,x\n1,b,\n', goodTruth, /line 3, column "answer" is empty/],
  [
    'a short row',
    'question,worker,answer\n1,a,x\n1,b\n',
    goodTruth,
    /line 3: has 2 values, the header has 3/,
  ],
  [
    'an open quote',
    'question,worker,answer\n1,a,"x\n',
    goodTruth,
    /answers\.csv: line 2: a quote that is opened here, in cell 3, is never closed/,
  ],
  ['one option', 'question,worker,answer\n1,a,x\n', goodTruth, /1 distinct answers in column "answer"/],
  [
    'too many options',
    `question,worker,answer\n${fifty}\n`,
    goodTruth,
    /line 52, column "answer": "o50" is the 51th/,
  ],
  [
    'two truths',
    goodAnswers,
    `${goodTruth}1,y\n`,
    /truth\.csv: line 3, column "question": 1 has a truth already/,
  ],
  [
    'truths of other questions',
    goodAnswers,
    'question,truth\n2,x\n',
    /truth\.csv: has no truth for any question/,
  ],
];

for (const [what, answers, truth, message] of refusals) {
  test(`${what} is refused with the file and the place`, async (t) => {
    await assert.rejects(read(t, answers, truth), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    });
  });
}

test('a file that is not there is refused with its name', async () => {
  await assert.rejects(
    readRecording('/no/such/file.csv', '/no/such/truth.csv'),
    /\/no\/such\/file\.csv cannot be read/,
  );
});
