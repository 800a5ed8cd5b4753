import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fraction, pick, seededRandom } from '@asg/runtime';
import { customerTask, startRefinery, TestApi } from '@asg/testing';
import { runAsg } from '../testing/run-asg.ts';
import type { ReplayReport } from './report.ts';

const options = ['circle', 'square', 'triangle', 'a "star", or so'];
const questionCount = 60;
const workerCount = 14;

interface Answer {
  readonly question: string;
  readonly worker: string;
  readonly answer: string;
}

/** Answers of a crowd that is often wrong; some questions have only a few. */
function syntheticAnswers(): { answers: readonly Answer[]; truth: ReadonlyMap<string, string> } {
  const random = seededRandom('replay test');
  const answers: Answer[] = [];
  const truth = new Map<string, string>();
  for (let q = 0; q < questionCount; q++) {
    const question = `shape/${q}`;
    const right = pick(options, random);
    if (q % 7 !== 0) truth.set(question, right);
    const few = q % 4 === 3;
    for (let w = 0; w < (few ? 2 + (q % 3) : workerCount); w++) {
      if (!few && fraction(random) < 0.3) continue;
      const answer = !few && fraction(random) < 0.45 ? right : pick(options, random);
      answers.push({ question, worker: `worker ${w}`, answer });
    }
  }
  return { answers, truth };
}

interface Expected {
  readonly label: string | null;
  readonly labels: readonly string[];
}

/**
 * The majority vote worked out apart from the system, from the documented order and the published rules alone: look at
 * `threshold` labels, then after each further one; an option with floor(threshold/2)+1 labels wins.
 */
function expectedOutcome(
  answers: readonly Answer[],
  threshold: number,
  seed: string,
  early: boolean,
): Expected {
  const key = ({ question, worker }: Answer): string =>
    createHash('sha256').update(`${seed}|${question}|${worker}`).digest('hex');
  const arriving = answers.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const labels: string[] = [];
  for (const { answer: label } of arriving.slice(0, 2 * threshold + 1)) {
    labels.push(label);
    if (labels.length < threshold && !early) continue;
    const winner = options.find((option) => labels.filter((l) => l === option).length > threshold / 2);
    if (winner !== undefined) return { label: winner, labels };
  }
  return { label: null, labels };
}

async function syntheticFiles(t: TestContext) {
  const { answers, truth } = syntheticAnswers();
  const folder = await mkdtemp(join(tmpdir(), 'asg-replay-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const answerLines = answers.map((a) => [a.question, a.worker, quoted(a.answer)].join());
  const truthLines = [...truth].map(([question, right]) => `${question},${quoted(right)}`);
  const answersFile = join(folder, 'answers.csv');
  const truthFile = join(folder, 'truth.csv');
  await writeFile(answersFile, `question,worker,answer\n${answerLines.join('\n')}\n`);
  await writeFile(truthFile, `question,truth\r\n${truthLines.join('\r\n')}\r\n`);
  return { answers, truth, files: ['--answers', answersFile, '--truth', truthFile] };
}

for (const { threshold, seed, early } of [
  { threshold: 3, seed: '1', early: false },
  { threshold: 4, seed: 'another', early: true },
]) {
  test(`a replay at threshold ${threshold}${early ? ' with early stop' : ''} decides as a count apart from the system does`, async (t) => {
    const { answers, truth, files } = await syntheticFiles(t);
    const args = ['--policy', `threshold:${threshold}`, '--order', seed, ...(early ? ['--early-stop'] : [])];
    const run = await runAsg(['replay', ...files, ...args, '--json', '--rows']);
    assert.equal(run.code, 0, run.stderr);
    const report = JSON.parse(run.stdout) as ReplayReport;

    const byQuestion = Map.groupBy(answers, ({ question }) => question);
    const enough = [...byQuestion].filter(([, given]) => given.length >= threshold);
    assert.equal(report.questions, enough.length);
    assert.equal(report.left_out, byQuestion.size - enough.length);
    assert.ok(report.left_out > 0);
    const rows = new Map(report.rows.map((row) => [row.question, row]));
    let right = 0;
    let judged = 0;
    let decided = 0;
    for (const [question, given] of enough) {
      const expected = expectedOutcome(given, threshold, seed, early);
      const row = rows.get(question)!;
      assert.deepEqual({ label: row.label, labels: row.labels }, expected);
      if (expected.label !== null) decided++;
      if (!truth.has(question)) continue;
      judged++;
      if (expected.label === truth.get(question)) right++;
    }
    assert.equal(report.decided, decided);
    assert.equal(report.expired, enough.length - decided);
    assert.ok(report.expired > 0);
    assert.equal(report.with_truth, judged);
    assert.equal(report.accuracy, right / judged);
    assert.ok(report.sats_paid > 0);
  });
}

test('a replay on an instance where other tasks wait is as exact, and leaves those tasks to others', async (t) => {
  const { answers, files } = await syntheticFiles(t);
  await using refinery = await startRefinery();
  const api = new TestApi(refinery.url);
  const customer = api.customer((await api.registerCustomer({ name: 'A', email: 'a@b.example' })).api_key);
  const { task_id } = await customer.tasks.submit(customerTask({ priority: 9 }));
  const url = ['--url', refinery.url];
  const first = await runAsg(['replay', ...files, ...url, '--json', '--rows']);
  assert.equal(first.code, 0, first.stderr);
  const byQuestion = Map.groupBy(answers, ({ question }) => question);
  for (const row of (JSON.parse(first.stdout) as ReplayReport).rows) {
    const expected = expectedOutcome(byQuestion.get(row.question)!, 3, '1', false);
    assert.deepEqual({ label: row.label, labels: row.labels }, expected);
  }
  assert.equal((await customer.tasks.outcome(task_id)).status, 'in_progress');

  const other = await api.registerWorker({ email: 'w@b.example', password: 'password of w' });
  const worker = api.worker(other.token);
  await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'en' });
  assert.deepEqual(
    (await worker.next(5)).map((item) => item.question),
    [customerTask().label_spec?.question],
  );
});

test('a replay says so when the customer’s quota does not reach', async (t) => {
  const { files } = await syntheticFiles(t);
  await using refinery = await startRefinery({ env: { SANDBOX_LABEL_QUOTA: '5' } });
  const run = await runAsg(['replay', ...files, '--url', refinery.url]);
  assert.equal(run.code, 1);
  assert.match(run.stderr, /quota exhausted.*--key/);
});

test('an adaptive replay uses a beginning of each question’s answers, decides them all, and every decision replays', async (t) => {
  const { answers, files } = await syntheticFiles(t);
  const token = 'operator-token-of-the-tests';
  await using refinery = await startRefinery({ env: { ASG_ADMIN_TOKEN: token } });
  const url = ['--url', refinery.url];
  const args = ['--policy', 'adaptive:0.9:5', '--json', '--rows'];
  const run = await runAsg(['replay', ...files, ...url, ...args]);
  assert.equal(run.code, 0, run.stderr);
  const { rows, decided, expired, questions } = JSON.parse(run.stdout) as ReplayReport;
  assert.deepEqual([decided, expired], [questions, 0]);
  const key = ({ question, worker }: Answer) =>
    createHash('sha256').update(`1|${question}|${worker}`).digest('hex');
  const byQuestion = Map.groupBy(answers, ({ question }) => question);
  for (const { question, labels, confidence } of rows) {
    const arriving = byQuestion.get(question)!.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
    assert.ok(labels.length >= 2 && labels.length <= 5);
    assert.deepEqual(
      labels,
      arriving.slice(0, labels.length).map(({ answer }) => answer),
    );
    assert.ok(confidence !== null && confidence > 0 && confidence < 1);
  }
  assert.ok(new Set(rows.map(({ labels }) => labels.length)).size > 1, 'some end early, some do not');
  const audit = await runAsg(['audit', '--decisions', '--json', ...url], { ASG_ADMIN_TOKEN: token });
  assert.equal(audit.code, 0, audit.stderr);
  const { ok, decisions } = JSON.parse(audit.stdout) as { ok: boolean; decisions: { adaptive: number } };
  assert.deepEqual([ok, decisions.adaptive], [true, questions]);
});
