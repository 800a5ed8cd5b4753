import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fraction, pick, seededRandom } from '@asg/runtime';
import { runAsg } from '../../testing/run-asg.ts';
import { arrivalOrder } from '../arrival-order.ts';
import type { PolicyFigures } from './figures.ts';

type PrintedFigures = PolicyFigures & { readonly ece_by_chance: number | null };

const options = ['cat', 'dog', 'fox'];
const questionCount = 300;

/** Answers of 12 workers, four of whom answer at random; some questions have few, some no truth. */
function spammedCrowd() {
  const random = seededRandom('offline replay');
  const questions = Array.from({ length: questionCount }, (_, q) => {
    const right = pick(options, random);
    const workers = Array.from({ length: 12 }, (_, w) => `w${w}`).filter(() => fraction(random) < 0.75);
    const answers = (q % 30 === 0 ? workers.slice(0, 2) : workers).map((worker) => {
      const isSpammer = Number(worker.slice(1)) < 4;
      return {
        worker,
        answer: !isSpammer && fraction(random) < 0.85 ? right : pick(options, random),
      };
    });
    return { question: `q${q}`, right, answers };
  });
  return questions.filter(({ answers }) => answers.length > 0);
}

async function files(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'asg-offline-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const questions = spammedCrowd();
  const answers = questions.flatMap(({ question, answers: given }) =>
    given.map(({ worker, answer }) => `${question},${worker},${answer}`),
  );
  const truths = questions.filter((_, i) => i % 7 !== 0).map(({ question, right }) => `${question},${right}`);
  const [answersFile, truthFile] = [join(folder, 'answers.csv'), join(folder, 'truth.csv')];
  await writeFile(answersFile, `question,worker,answer\n${answers.join('\n')}\n`);
  await writeFile(truthFile, `question,truth\n${truths.join('\n')}\n`);
  return { folder, questions, args: ['replay', '--answers', answersFile, '--truth', truthFile] };
}

async function figuresOf(args: readonly string[]): Promise<readonly PrintedFigures[]> {
  const { code, stdout, stderr } = await runAsg([...args, '--json']);
  assert.equal(code, 0, stderr);
  const { policies, ...more } = JSON.parse(stdout) as { policies: PrintedFigures[] };
  assert.deepEqual(more, {});
  return policies;
}

/** The published rules counted apart from the system, on the documented order. */
function thresholdApart(questions: ReturnType<typeof spammedCrowd>, threshold: number, seed: string) {
  let [right, judged, decided, labels] = [0, 0, 0, 0];
  for (const [i, question] of questions.entries()) {
    const arriving = arrivalOrder(question, seed)
      .slice(0, 2 * threshold + 1)
      .map(({ answer }) => answer);
    let winner: string | undefined;
    let used = Math.min(threshold, arriving.length);
    for (; arriving.length >= threshold; used++) {
      const given = arriving.slice(0, used);
      winner = options.find((option) => given.filter((one) => one === option).length > threshold / 2);
      if (winner !== undefined || used === arriving.length) break;
    }
    labels += used;
    if (winner !== undefined) decided++;
    if (i % 7 === 0) continue;
    judged++;
    if (winner === question.right) right++;
  }
  return { accuracy: right / judged, decided, labels_per_task: labels / questions.length };
}

test('a threshold policy without a server decides as the published rules counted apart', async (t) => {
  const { questions, args } = await files(t);
  const [figures] = await figuresOf([...args, '--offline', '--policy', 'threshold:4', '--seeds', '1']);
  const apart = thresholdApart(questions, 4, '1');
  assert.ok(apart.decided < questions.length, 'some expire');
  assert.deepEqual(
    {
      accuracy: figures!.accuracy,
      decided: figures!.decided,
      labels_per_task: figures!.labels_per_task,
    },
    apart,
  );
  assert.equal(figures!.expired, questions.length - apart.decided);
  assert.equal(figures!.accuracy_sd, 0);
});

test('a comparison has the documented figures of each policy, the same every time, and adaptive is worth its name', async (t) => {
  const { questions, args, folder } = await files(t);
  const [plot, reliability] = [join(folder, 'plot.svg'), join(folder, 'reliability.svg')];
  const call = [...args, '--compare', 'threshold:3,majority,dawid-skene,adaptive:0.95', '--seeds', '3'];
  const figures = await figuresOf([...call, '--plot', plot, '--reliability', reliability]);
  assert.deepEqual(await figuresOf(call), figures);
  const names = [
    'policy',
    'accuracy',
    'accuracy_sd',
    'labels_per_task',
    'decided',
    'expired',
    'ece',
    'ece_by_chance',
  ];
  for (const policy of figures) {
    assert.deepEqual(Object.keys(policy), names);
    assert.equal(policy.decided + policy.expired, questions.length);
  }
  const [threshold, majority, hindsight, adaptive] = figures;
  assert.ok(adaptive!.accuracy! > threshold!.accuracy! + 0.03);
  assert.ok(adaptive!.accuracy! > majority!.accuracy! - 0.02);
  assert.ok(adaptive!.labels_per_task < 0.7 * majority!.labels_per_task);
  assert.ok(hindsight!.accuracy! > majority!.accuracy!, 'it knows who the spammers are');
  assert.equal(adaptive!.expired, 0);
  const drawn = await readFile(plot, 'utf8');
  for (const { policy } of figures) assert.ok(drawn.includes(`>${policy}</text>`));
  assert.match(await readFile(reliability, 'utf8'), /adaptive:0\.95 before calibration/);
});

test('gold calibrates the confidence, and is left out of the figures', async (t) => {
  const { questions, args } = await files(t);
  const offline = [...args, '--offline', '--policy', 'adaptive:0.95', '--seeds', '3'];
  const [without] = await figuresOf(offline);
  const [withGold] = await figuresOf([...offline, '--gold', '0.2']);
  const judged = questions.filter((_, i) => i % 7 !== 0).length;
  assert.equal(withGold!.decided, questions.length - Math.round(0.2 * judged));
  const { ece_by_chance: chance } = withGold!;
  assert.ok(chance! > 0.005 && chance! < 0.05, `${chance}: of 214 questions three times`);
  assert.ok(withGold!.ece! < without!.ece! && withGold!.ece! < 0.05, `${withGold!.ece} ${without!.ece}`);
});

test('choosing among the workers at hand needs fewer labels', async (t) => {
  const { args } = await files(t);
  const offline = [...args, '--offline', '--policy', 'adaptive:0.95', '--seeds', '2'];
  const [asTheyCome] = await figuresOf(offline);
  const [chosen] = await figuresOf([...offline, '--at-hand', '4']);
  assert.ok(chosen!.labels_per_task < asTheyCome!.labels_per_task - 0.3);
});

const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [['--policy', 'majority'], /majority can be replayed with --offline only/],
  [['--policy', 'adaptive:0.95:1'], /adaptive:0\.95:1 can be replayed with --offline only/],
  [['--policy', 'adaptive:0.95', '--early-stop'], /--early-stop is of threshold policies/],
  [['--compare', 'threshold:3,adaptive:2'], /"adaptive:2" is none of threshold:N/],
  [['--gold', '0.05'], /--gold needs --offline or --compare/],
  [['--offline', '--gold', '1'], /a share from 0 to 0\.9/],
  [['--offline', '--order', '7'], /--order is of a replay through a server/],
];
for (const [more, message] of wrong) {
  test(`asg replay ${more.join(' ')} is refused`, async (t) => {
    const { args } = await files(t);
    const { code, stderr } = await runAsg([...args, ...more]);
    assert.equal(code, 2);
    assert.match(stderr, message);
  });
}

test('a higher target never buys fewer labels, with gold and without', async (t) => {
  const { args } = await files(t);
  const targets = Array.from({ length: 20 }, (_, i) => (0.8 + i / 100).toFixed(2));
  const policies = targets.map((target) => `adaptive:${target}`).join(',');
  for (const gold of ['0', '0.1']) {
    const figures = await figuresOf([...args, '--compare', policies, '--gold', gold, '--seeds', '3']);
    const labels = figures.map(({ labels_per_task }) => labels_per_task);
    assert.deepEqual(
      labels,
      labels.toSorted((a, b) => a - b),
      `gold ${gold}`,
    );
    assert.ok(labels.at(-1)! > labels[0]!, 'all targets ask for the same');
  }
});
