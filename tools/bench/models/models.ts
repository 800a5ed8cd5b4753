import { seededRandom } from '@asg/runtime';
import { type Figure, mean } from '../figures.ts';
import { type ModelKind, modelKinds, simulated } from './crowd.ts';
import { learned, oracle, type Replayed } from './replay.ts';

const tasks = 2_000;
const seeds = 4;
const optionCounts = [2, 3, 4, 10];
/** Of what who knows all matrices saves by the model. */
const savingMin = 0.85;
const accuracyLostMax = 0.005;

/** Models beside a crowd that is right three times in four: what they save, as against who knows all matrices, and what bad ones spoil. */
export function benchModels(): readonly Figure[] {
  return modelKinds.flatMap((kind) => optionCounts.map((options) => figureOf(kind, options)));
}

function figureOf(kind: ModelKind, options: number): Figure {
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const scene = simulated(kind, options, tasks, seededRandom(`models ${kind} ${options} ${seed}`));
    const hasOracle = scene.tasks.some((task) => task.oracle !== null);
    return {
      alone: learned(scene, options, false),
      beside: learned(scene, options, true),
      ...(hasOracle && { known: oracle(scene, options, false), all: oracle(scene, options, true) }),
    };
  });
  const [alone, beside] = [meanOf(runs.map((run) => run.alone)), meanOf(runs.map((run) => run.beside))];
  const known = runs.flatMap((run) => run.known ?? []);
  const all = runs.flatMap((run) => run.all ?? []);
  const what = `${options} options, a model ${kind}: without → with`;
  const lost = alone.accuracy - beside.accuracy;
  const value = `${told(alone)} → ${told(beside)}`;
  if (known.length === 0)
    return {
      what,
      value,
      aim: `at most ${100 * accuracyLostMax} points lost (${(100 * lost).toFixed(2)})`,
      reached: lost <= accuracyLostMax,
    };
  const [without, best] = [meanOf(known), meanOf(all)];
  const [saved, ofMatrices] = [alone.labels - beside.labels, without.labels - best.labels];
  const share = saved / (alone.labels - best.labels);
  return {
    what,
    value: `${value}; all known ${told(without)} → ${told(best)}`,
    aim:
      `${100 * savingMin} % of what all knowledge saves from the same start (${(100 * share).toFixed(0)} %; ` +
      `of what it saves from its own ${((100 * saved) / ofMatrices).toFixed(0)} %), at most ` +
      `${100 * accuracyLostMax} points lost (${(100 * lost).toFixed(2)})`,
    reached: share >= savingMin && lost <= accuracyLostMax,
  };
}

function meanOf(runs: readonly Replayed[]): Replayed {
  return { accuracy: mean(runs.map((run) => run.accuracy)), labels: mean(runs.map((run) => run.labels)) };
}

const told = ({ accuracy, labels }: Replayed): string =>
  `${(100 * accuracy).toFixed(1)} % with ${labels.toFixed(2)}`;
