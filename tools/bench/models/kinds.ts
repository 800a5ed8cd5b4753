import {
  adaptiveDefaults,
  consensusOf,
  keptLabelSpec,
  type Label,
  type LabelSpec,
  labelLikelihood,
  newTemplateModel,
  openTask,
  type Prediction,
  type Task,
  type TaskType,
  type TemplateModel,
  trained,
  unknownWorker,
  viewFor,
  type WorkerStatistics,
} from '@asg/domain';
import { namesIn } from '@asg/domain/names';
import { fraction, pick, type Random, seededRandom } from '@asg/runtime';
import { at } from '@asg/values/present';
import { type Figure, mean } from '../figures.ts';
import { normal } from '../kinds/crowds.ts';

/** What a simulated model is like: as good as the best workers, or as one in the middle. */
const predictors = [
  'good',
  'fair',
  'opposite',
  'always the same',
  'at random',
  'repeats the first label',
  'good, opposite from half way on',
] as const;
type Predictor = (typeof predictors)[number];

/** A kind, as a crowd and a model answer it: by the skill of who answers, 0 to 1. */
interface Scene {
  readonly type: TaskType;
  readonly labelSpec: (random: Random, i: number) => LabelSpec;
  readonly truth: (spec: LabelSpec, random: Random) => number;
  readonly said: (truth: number, spec: LabelSpec, skill: number, random: Random) => number;
  readonly opposite: (truth: number, spec: LabelSpec) => number;
  readonly same: number;
  /** 0 to 1: how near an answer is to the truth. */
  readonly near: (option: number, truth: number) => number;
  readonly measure: string;
}

const names = ['bicycle', 'car', 'dog', 'person', 'sign', 'tree'];
const rates = [0.08, 0.3, 0.12, 0.5, 0.2, 0.4];
const steps = 5;
const bits = (set: number): readonly number[] => names.map((_, i) => Math.floor(set / 2 ** i) % 2);
const setOf = (given: readonly number[]): number => given.reduce((sum, bit, i) => sum + bit * 2 ** i, 0);
const multiLabelSpec = keptLabelSpec({
  type: 'multi_label',
  label_spec: { question: 'What is there?', options: names },
});
const ratingSpec = keptLabelSpec({
  type: 'rating',
  label_spec: { question: 'How helpful?', scale: { from: 1, to: steps } },
});

const scenes = {
  comparison: {
    type: 'comparison',
    labelSpec: (_random, i) =>
      keptLabelSpec({
        type: 'comparison',
        label_spec: { question: 'Which is better?' },
        items: [`item ${i}`, `item ${i + 1}`].map((id) => ({ id, data: { text: id } })),
      }),
    truth: (_spec, random) => pick([0, 0, 1, 1, 2], random),
    said: (truth, _spec, skill, random) =>
      fraction(random) < 0.6 + 0.3 * skill ? truth : pick([0, 1, 2], random),
    opposite: (truth) => (truth === 2 ? 2 : 1 - truth),
    same: 0,
    near: (option, truth) => (option === truth ? 1 : 0),
    measure: 'right',
  },
  multi_label: {
    type: 'multi_label',
    labelSpec: () => multiLabelSpec,
    truth: (_spec, random) => setOf(rates.map((rate) => (fraction(random) < rate ? 1 : 0))),
    said: (truth, _spec, skill, random) =>
      setOf(
        bits(truth).map((bit) =>
          bit === 1
            ? fraction(random) < 0.65 + 0.3 * skill
              ? 1
              : 0
            : fraction(random) < 0.87 + 0.1 * skill
              ? 0
              : 1,
        ),
      ),
    opposite: (truth) => setOf(bits(truth).map((bit) => 1 - bit)),
    same: 2 ** names.length - 1,
    near: (option, truth) => {
      const [one, other] = [bits(option), bits(truth)];
      const both = one.filter((bit, i) => bit === 1 && other[i] === 1).length;
      const either = one.filter((bit, i) => bit === 1 || other[i] === 1).length;
      return either === 0 ? 1 : both / either;
    },
    measure: 'Jaccard',
  },
  rating: {
    type: 'rating',
    labelSpec: () => ratingSpec,
    truth: (_spec, random) => Math.floor(fraction(random) * steps),
    said: (truth, _spec, skill, random) =>
      Math.max(0, Math.min(steps - 1, Math.round(truth + (1.3 - skill) * 0.8 * normal(random)))),
    opposite: (truth) => steps - 1 - truth,
    same: 2,
    near: (option, truth) => 1 - Math.abs(option - truth) / (steps - 1),
    measure: '1 - error',
  },
} satisfies Readonly<Record<string, Scene>>;
type SceneName = keyof typeof scenes;

const workers = 40;
const tasks = 1_000;
const seeds = 4;
const labelsOfTask = 10;
const skillOf = { good: 1, fair: 0.5 } as const;
const lostMax = 0.5;
/** What is decided with a model that is no better than people stops nearer to what was asked for. */
const lostMaxOfFair = 0.75;

interface Simulated {
  readonly labelSpec: LabelSpec;
  readonly truth: number;
  readonly labels: readonly { readonly worker: number; readonly option: number; readonly nonce: string }[];
  readonly prediction: Prediction;
  readonly full: boolean;
}

/** Tasks with all labels that could come, and what a model says of each. */
function simulatedKind(
  scene: Scene,
  predictor: Predictor,
  count: number,
  random: Random,
): readonly Simulated[] {
  const skills = Array.from({ length: workers }, () => fraction(random));
  return Array.from({ length: count }, (_, i) => {
    const labelSpec = scene.labelSpec(random, i);
    const truth = scene.truth(labelSpec, random);
    const asked = new Set<number>();
    while (asked.size < labelsOfTask) asked.add(Math.floor(fraction(random) * workers));
    const labels = [...asked].map((worker) => ({
      worker,
      option: scene.said(truth, labelSpec, at(skills, worker), random),
      nonce: `${i}-${worker}`,
    }));
    const good = scene.said(truth, labelSpec, skillOf.good, random);
    const fair = scene.said(truth, labelSpec, skillOf.fair, random);
    const noise = scene.truth(labelSpec, random);
    const said: Readonly<Record<Predictor, number>> = {
      good,
      fair,
      opposite: scene.opposite(truth, labelSpec),
      'always the same': scene.same,
      'at random': noise,
      'repeats the first label': at(labels, 0).option,
      'good, opposite from half way on': i < count / 2 ? good : scene.opposite(truth, labelSpec),
    };
    const prediction = { model: 'm', option: said[predictor] };
    return { labelSpec, truth, labels, prediction, full: i % 64 === 63 };
  });
}

interface Replayed {
  /** How near decisions are to the truth, 0 to 1. */
  readonly near: number;
  readonly labels: number;
}

/** How near decisions are to the truth, and labels a task; learnt and decided as on a running server. */
function replayedKind(scene: Scene, given: readonly Simulated[], isPredicted: boolean): Replayed {
  let model: TemplateModel | null = null;
  const known = new Map<number, WorkerStatistics>();
  const decided = given.map(({ labelSpec, labels, prediction, full }, i) => {
    const open = openTask({
      taskId: `tsk_${i}`,
      customerId: 'cust_1',
      batchId: null,
      jobId: null,
      type: scene.type,
      dataUrl: 'https://example.com/1',
      labelSpec,
      consensus: { policy: 'adaptive', ...adaptiveDefaults, threshold: 3, full },
      language: null,
      ...(isPredicted && { predictions: [prediction] }),
      priority: 5,
      metadata: null,
      callbackUrl: null,
      createdAtMs: 0,
      expiresAtMs: null,
      salt: '',
    });
    const before = model ?? newTemplateModel(open);
    const task = labelled(open, labels, before, known);
    const workersOf = labels.slice(0, task.labels.length).map(({ worker }) => worker);
    const own = { model: before, workers: workersOf.map((worker) => known.get(worker) ?? unknownWorker) };
    const shared = { model: null, workers: workersOf.map(() => unknownWorker) };
    if (task.labels.length < 2 && !isPredicted) return task;
    const taught = trained({ task, labels: task.labels, gold: null }, { shared, own, run: null }, 'own');
    model = taught.model;
    for (const [place, worker] of workersOf.entries()) known.set(worker, at(taught.workers, place));
    return task;
  });
  return {
    near: mean(decided.map(({ decision }, i) => scene.near(decision?.option ?? -1, at(given, i).truth))),
    labels: mean(decided.map(({ labels }) => labels.length)),
  };
}

function labelled(
  open: Task,
  given: Simulated['labels'],
  model: TemplateModel,
  known: ReadonlyMap<number, WorkerStatistics>,
): Task {
  const view = viewFor(model, open);
  const labels: Label[] = [];
  for (const { worker: number, option, nonce } of given) {
    const worker = known.get(number) ?? unknownWorker;
    const { logLikelihoods, basis } = labelLikelihood(open, { option, nonce }, { model, view, worker });
    labels.push({ workerId: String(number), option, nonce, atMs: 0, column: logLikelihoods });
    const found = consensusOf({ ...open, labels }, basis);
    if (found.kind !== 'decided') continue;
    const { agreementCount, workerCount, confidence } = found;
    const decision = {
      option: found.option,
      agreementCount,
      workerCount,
      confidence,
      decidedAtMs: 0,
      ground: basis,
    };
    return { ...open, labels, decision, state: 'verified', closedAtMs: 0 };
  }
  throw new Error('the labels do not decide the task');
}

export interface KindRun {
  /** How near what the model says is to the truth, 0 to 1. */
  readonly model: number;
  readonly alone: Replayed;
  readonly beside: Replayed;
}

/** The same tasks without the model's word and with it. */
export function kindRun(name: SceneName, predictor: Predictor, tasks: number, seeds: number): KindRun {
  const scene: Scene = scenes[name];
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const given = simulatedKind(scene, predictor, tasks, seededRandom(`kind ${name} ${predictor} ${seed}`));
    return {
      alone: replayedKind(scene, given, false),
      beside: replayedKind(scene, given, true),
      model: mean(given.map(({ prediction, truth }) => scene.near(prediction.option, truth))),
    };
  });
  const meanOf = (found: readonly Replayed[]): Replayed => ({
    near: mean(found.map(({ near }) => near)),
    labels: mean(found.map(({ labels }) => labels)),
  });
  return {
    model: mean(runs.map(({ model }) => model)),
    alone: meanOf(runs.map(({ alone }) => alone)),
    beside: meanOf(runs.map(({ beside }) => beside)),
  };
}

/** What models save on comparisons, sets and ratings, and what bad ones cost. */
export function benchModelKinds(): readonly Figure[] {
  return namesIn(scenes).flatMap((name) =>
    predictors.map((predictor): Figure => {
      const { model, alone, beside } = kindRun(name, predictor, tasks, seeds);
      const most = predictor === 'fair' ? lostMaxOfFair : lostMax;
      const lost = 100 * (alone.near - beside.near);
      const told = ({ near, labels }: Replayed) => `${(100 * near).toFixed(1)} % with ${labels.toFixed(2)}`;
      const isBad = !predictor.startsWith('good') && predictor !== 'fair';
      const least = isBad ? -0.02 : 0.15;
      const saved = 1 - beside.labels / alone.labels;
      return {
        what: `${name}, a model ${predictor} (${scenes[name].measure} ${(100 * model).toFixed(1)} %): without → with`,
        value: `${told(alone)} → ${told(beside)}`,
        aim: `${100 * least} % of the labels saved (${(100 * saved).toFixed(1)}), at most ${most} points lost (${lost.toFixed(2)})`,
        reached: saved >= least && lost <= most,
      };
    }),
  );
}
