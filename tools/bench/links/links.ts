import {
  areBeyondChance,
  type ItemAnswers,
  meetingsWith,
  noErrors,
  type SharedErrors,
  withAnswer,
  withMeetings,
} from '@asg/domain';
import { type Random, seededRandom } from '@asg/runtime';
import { readRecording } from '../../../apps/cli/src/replay/crowd-answers.ts';
import type { Figure } from '../figures.ts';
import {
  adversaryCount,
  type Crowd,
  isAdversary,
  type Known,
  likeMindedCrowd,
  shuffled,
  withCopies,
  withOneModel,
} from './crowd.ts';

const ordersDefault = 20;
/** Honest workers who may be found to share their errors beyond chance, at most: decision 37. */
const falseMax = 0.01;
const foundMin = 0.9;

interface Found {
  /** Shares of the honest workers and of the adversaries, 0 to 1. */
  readonly honest: number;
  readonly adversaries: number;
}

/** Shared errors alone, which an honest worker in one room with all the others needs for a link, and a program behind ten accounts. */
export async function benchLinks(
  folders: readonly string[],
  orders: number = ordersDefault,
): Promise<readonly Figure[]> {
  const recorded = await Promise.all(folders.map(readCrowd));
  const simulated = [2, 4].map((options) =>
    likeMindedCrowd({ options, workers: 40, questions: 300 }, seededRandom(`links ${options}`)),
  );
  return [...recorded, ...simulated].flatMap((crowd) => figuresOf(crowd, orders));
}

function figuresOf(crowd: Crowd, orders: number): readonly Figure[] {
  const meanOver = (crowdOf: (random: Random) => Crowd): Found => meanOf(crowdOf, orders);
  const honest = meanOver((random) => inAnyOrder(crowd, random));
  const model = (noise: number) =>
    meanOver((random) => withOneModel(crowd, { accuracy: 0.75, noise }, random));
  const [exact, noisy, copies] = [model(0), model(0.05), meanOver((random) => withCopies(crowd, random))];
  const foundOf = (what: string, { adversaries }: Found): Figure => ({
    what: `${crowd.name}: ${what} found`,
    value: percent(adversaries),
  });
  return [
    {
      what: `${crowd.name}: honest workers falsely found`,
      value: percent(honest.honest),
      aim: `at most ${percent(falseMax)}`,
      reached: honest.honest <= falseMax,
    },
    { ...foundOf('ten behind one model', exact), ...aimOf(crowd, exact) },
    foundOf('ten behind one model, each with 5 % noise,', noisy),
    foundOf('ten who copy one person', copies),
    {
      what: `${crowd.name}: honest beside the model falsely found`,
      value: percent(exact.honest),
      aim: `at most ${percent(falseMax)}`,
      reached: exact.honest <= falseMax,
    },
  ];
}

/** The same answers, each question's in another order. */
function inAnyOrder(crowd: Crowd, random: Random): Crowd {
  const questions = crowd.questions.map((one) => ({ ...one, answers: shuffled(one.answers, random) }));
  return { ...crowd, questions };
}

/** So few questions have too few wrong answers of the model for anybody to tell. */
const questionsMin = 250;

function aimOf({ questions }: Crowd, { adversaries }: Found): Partial<Figure> {
  if (questions.length < questionsMin) return {};
  return { aim: `at least ${percent(foundMin)}`, reached: adversaries >= foundMin };
}

function meanOf(crowdOf: (random: Random) => Crowd, orders: number): Found {
  const runs = Array.from({ length: orders }, (_, seed) => {
    const random = seededRandom(`links ${seed}`);
    return found(crowdOf(random), random);
  });
  const mean = (of: (run: Found) => number): number =>
    runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  return { honest: mean((run) => run.honest), adversaries: mean((run) => run.adversaries) };
}

/** Who is found, with the questions and their answers in a random order, by the rules as the engine applies them. */
function found({ questions }: Crowd, random: Random): Found {
  const known = new Map<string, SharedErrors>();
  const [honest, adversaries] = [new Set<string>(), new Set<string>()];
  for (const [number, question] of shuffled(questions, random).entries()) {
    for (const [workerId, partnerId] of pairsIn(question, `question ${number}`, known)) {
      if (isAdversary(workerId) && isAdversary(partnerId)) adversaries.add(workerId).add(partnerId);
      else for (const id of [workerId, partnerId]) if (!isAdversary(id)) honest.add(id);
    }
  }
  const people = new Set(questions.flatMap(({ answers }) => answers.map(({ workerId }) => workerId)));
  const honestCount = [...people].filter((id) => !isAdversary(id)).length;
  return { honest: honest.size / honestCount, adversaries: adversaries.size / adversaryCount };
}

/** Pairs of workers who are beyond chance after one of the question's answers. */
function pairsIn(
  { right, answers }: Known,
  eventId: string,
  known: Map<string, SharedErrors>,
): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  let item: ItemAnswers | null = null;
  for (const answer of answers) {
    const { after, before } = withAnswer(item, answer);
    item = after;
    const met = meetingsWith(answer, before, right);
    if (met.length === 0) continue;
    const { workerId } = answer;
    const errors = withMeetings(known.get(workerId) ?? noErrors, eventId, met);
    known.set(workerId, errors);
    for (const { partnerId, isSame } of met) {
      const back = known.get(partnerId)?.partners[workerId];
      if (isSame && areBeyondChance(errors.partners[partnerId], back)) pairs.push([workerId, partnerId]);
    }
  }
  return pairs;
}

/** What a folder holds: `answers.csv` and `truth.csv`, as of `asg replay`. */
async function readCrowd(folder: string): Promise<Crowd> {
  const { questions, options, truth } = await readRecording(`${folder}/answers.csv`, `${folder}/truth.csv`);
  const known = questions.flatMap(({ question, answers }): readonly Known[] => {
    const right = options.indexOf(truth.get(question) ?? '');
    if (right < 0) return [];
    const given = answers.map(({ worker, answer }) => ({
      workerId: worker,
      option: options.indexOf(answer),
    }));
    return [{ right, answers: given }];
  });
  return {
    name: folder.split('/').filter(Boolean).at(-1) ?? folder,
    options: options.length,
    questions: known,
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
