import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chatBody, readAnswer } from '@asg/domain';
import { fraction, mapBounded, type Random, seededRandom } from '@asg/runtime';
import { at } from '@asg/values/present';
import { mean } from '../figures.ts';
import type { SimulatedTask } from './crowd.ts';
import { learned } from './replay.ts';

/** An item with its answer, and what people said of it, as options. */
interface RatedText {
  readonly text: string;
  readonly truth: number;
  readonly answers: readonly number[];
}

const options = ['negative', 'positive'];
const answersOfTask = 10;
const orders = 5;
const targets = [0.8, 0.9, 0.95, 0.97, 0.98, 0.99];
const atOnce = 8;
const millionths = 1_000_000;
const fullOneIn = 64;

/** Whoever said it, each answer is by somebody who is not known. */
function orderOf(rated: readonly RatedText[], said: readonly (readonly number[])[], random: Random) {
  let worker = 0;
  const tasks = rated.map(({ truth, answers }, i): SimulatedTask & { readonly at: number } => {
    const scores = at(said, i);
    const drawn = answers.map((option) => ({ option, at: fraction(random) })).toSorted((a, b) => a.at - b.at);
    return {
      at: fraction(random),
      truth,
      answers: drawn.slice(0, answersOfTask).map(({ option }) => ({ worker: worker++, option })),
      prediction: { model: 'm', option: scores.indexOf(Math.max(...scores)), scores },
      oracle: null,
      full: i % fullOneIn === fullOneIn - 1,
    };
  });
  return tasks.toSorted((a, b) => a.at - b.at);
}

async function asked(url: string, text: string): Promise<readonly number[]> {
  const terms = { model: 'm', scores: 'asked', instructions: null } as const;
  const body = chatBody(terms, { question: 'What does the review say?', options }, [{ kind: 'text', text }]);
  const response = await fetch(`${url}/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
  const read = readAnswer(await response.text(), { options }, 'asked');
  if (!read.ok || read.answer.scores === undefined) throw new Error('the endpoint gave no scores');
  const { scores } = read.answer;
  return options.map((option) => Math.round((scores[option] ?? 0) * millionths));
}

const [folder = '', url = ''] = process.argv.slice(2);
const rated = JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8')) as readonly RatedText[];
const said = await mapBounded(rated, atOnce, ({ text }) => asked(url, text));
const scenes = Array.from({ length: orders }, (_, order) => ({
  tasks: orderOf(rated, said, seededRandom(`order ${order}`)),
}));
const replayed = (isPredicted: boolean, target: number): string => {
  const runs = scenes.map((scene) => learned(scene, options.length, isPredicted, target));
  const [accuracy, labels] = [mean(runs.map((run) => run.accuracy)), mean(runs.map((run) => run.labels))];
  return `${(100 * accuracy).toFixed(1)} % with ${labels.toFixed(2)}`;
};
const right = said.filter((scores, i) => scores.indexOf(Math.max(...scores)) === at(rated, i).truth).length;
console.log(`${rated.length} texts, the model alone: ${((100 * right) / rated.length).toFixed(1)} %`);
for (const target of targets)
  console.log(
    `target ${target}: people alone ${replayed(false, target)} labels, with the model ${replayed(true, target)}`,
  );
