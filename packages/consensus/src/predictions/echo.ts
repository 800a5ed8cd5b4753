import { at } from '@asg/values/present';
import { exp, ln, toUnits, unit } from '../adaptive/arithmetic.ts';

/** Of each model it is asked whether it repeats the first so many labels of a task, */
const echoedLabels = [1, 3, 5] as const;
/** and how much likelier that is beforehand than that it knows something by itself. */
const priorOdds = [4, 4, 2] as const;
/** Tasks decided without it before which it counts nothing; and tasks after which labels that hardly ever differ count as no doubt. */
const tasksMin = 25;
const alikeMin = 32;
/** Tasks whose labels differ before which nothing is known of the first so many. */
const differingMin = 4;
/** Weight, in tasks, of the prior that it says the same by chance. */
const sameWeight = 6;
/** No evidence grows beyond these (nats), so that a change is seen. */
const evidenceMin = -5;
const evidenceMax = 12;
/** Who says what most labels say in so many of the tasks may repeat them. */
const majorityShare = 0.95;

/** How a model's predictions compare with the first so many labels of a task, where more came and they differ. */
interface Echo {
  readonly counted: number;
  /** Those where it said as most of the first did. */
  readonly same: number;
  /** By how much likelier its predictions are of one that repeats these labels than of one that knows: log-likelihoods, in 1/65536 nats. */
  readonly evidence: number;
}

/** What tasks that were decided without a model tell of whether it knows more than their labels. */
export interface Independence {
  readonly tasks: number;
  /** Tasks where it said as most labels did. */
  readonly asMost: number;
  /** By `echoedLabels`. */
  readonly echoes: readonly Echo[];
}

export const nothingOfIndependence: Independence = {
  tasks: 0,
  asMost: 0,
  echoes: echoedLabels.map(() => ({ counted: 0, same: 0, evidence: 0 })),
};

/** Whether it was seen to know something beyond the first labels; one that repeats them shows with time, so that less evidence is asked for then. */
export function isIndependent({ tasks, echoes }: Independence): boolean {
  if (tasks < tasksMin) return false;
  const odds = echoes.reduce((sum, { counted, evidence }, i) => {
    // Where labels hardly ever differ, or there are no more of them, who repeats the first does no harm.
    const isNoDoubt = counted < differingMin && (tasks >= alikeMin || i > 1);
    // Below the most evidence there can be: `exp` takes what is at most 0.
    return isNoDoubt ? sum : sum + at(priorOdds, i) * exp(evidence / unit - evidenceMax);
  }, 0);
  return odds * tasksMin <= tasks * exp(-evidenceMax);
}

/** Whether it cannot be told from one that repeats what most of a task's labels say. */
export function saysAsMost({ tasks, asMost }: Independence): boolean {
  return tasks > 0 && asMost >= majorityShare * tasks;
}

/** A prediction beside the labels of one question of a task that was decided without it. */
export interface Beside {
  readonly option: number;
  readonly options: number;
  /** In the order of their arrival. */
  readonly labels: readonly number[];
  /** How likely the prediction is of a model that knows, by what is known of it and of the task. */
  readonly known: number;
}

/** After one more task: what it says as most labels do, it says so of every question. */
export function independenceAfter(
  { tasks, asMost, echoes }: Independence,
  questions: readonly Beside[],
): Independence {
  const isAsMost = questions.every(({ option, options, labels }) =>
    leadersOf(labels, options).includes(option),
  );
  return {
    tasks: tasks + 1,
    asMost: asMost + (isAsMost ? 1 : 0),
    echoes: questions.reduce(echoesAfter, echoes),
  };
}

function echoesAfter(echoes: readonly Echo[], { option, options, labels, known }: Beside): readonly Echo[] {
  const differ = labels.some((label) => label !== labels[0]);
  return echoes.map((echo, i) => {
    const first = at(echoedLabels, i);
    const leaders = leadersOf(labels.slice(0, first), options);
    if (!differ || labels.length <= first || leaders.length === options) return echo;
    const { counted, same } = echo;
    const isSame = leaders.includes(option);
    const share = (same + (sameWeight * leaders.length) / options) / (counted + sameWeight);
    const repeated = isSame ? share / leaders.length : (1 - share) / (options - leaders.length);
    const evidence = echo.evidence + toUnits(ln(repeated / known));
    return {
      counted: counted + 1,
      same: same + (isSame ? 1 : 0),
      evidence: Math.max(evidenceMin * unit, Math.min(evidenceMax * unit, evidence)),
    };
  });
}

/** The options that most of these labels say: several where as many do. */
function leadersOf(labels: readonly number[], options: number): readonly number[] {
  const counts = Array<number>(options).fill(0);
  for (const label of labels) counts[label] = at(counts, label) + 1;
  const most = Math.max(...counts);
  return counts.flatMap((count, option) => (count === most ? [option] : []));
}
