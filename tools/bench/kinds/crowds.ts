import { fraction, pick, type Random } from '@asg/runtime';

/** One label of the crowd: of which task, by whom. `order`: of each answer, the place where the worker saw it. */
interface GivenLabel<Value> {
  readonly worker: number;
  readonly value: Value;
  readonly order?: readonly number[];
}

export interface CrowdTask<Spec, Value> {
  readonly spec: Spec;
  readonly truth: Value;
  readonly labels: readonly GivenLabel<Value>[];
}

/** What a crowd is made of; shares of all workers, the rest is honest. */
export interface CrowdPlan {
  readonly name: string;
  readonly tasks: number;
  readonly workers: number;
  readonly labelsPerTask: number;
  /** Who clicks at random. */
  readonly spammers: number;
  /** Who says the same without a look: the left one, all options, the middle. */
  readonly lazy: number;
  /** Who says the opposite, or is far too harsh. */
  readonly odd: number;
}

type Habit = 'honest' | 'spammer' | 'lazy' | 'odd';

export interface SimulatedWorker {
  readonly habit: Habit;
  /** 0 to 1: how good an honest one is among the honest. */
  readonly skill: number;
}

export function simulatedWorkers(
  { workers, ...plan }: CrowdPlan,
  random: Random,
): readonly SimulatedWorker[] {
  const [spammers, lazy, odd] = [plan.spammers, plan.lazy, plan.odd].map((share) =>
    Math.round(share * workers),
  );
  return Array.from({ length: workers }, (_, i) => {
    const place = i - (spammers ?? 0);
    const habit =
      place < 0
        ? 'spammer'
        : place < (lazy ?? 0)
          ? 'lazy'
          : place < (lazy ?? 0) + (odd ?? 0)
            ? 'odd'
            : 'honest';
    return { habit, skill: fraction(random) };
  });
}

/** Different workers, in random order. */
export function drawn(count: number, workers: number, random: Random): readonly number[] {
  const all = Array.from({ length: workers }, (_, i) => i);
  const some = new Set<number>();
  while (some.size < Math.min(count, workers)) some.add(pick(all, random));
  return [...some];
}

/** A normal deviate (Box and Muller 1958). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - fraction(random)));
  return radius * Math.cos(2 * Math.PI * fraction(random));
}
