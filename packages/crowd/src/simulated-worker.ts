import { fraction, seededRandom } from '@asg/runtime';
import type { Answer, Asked, Truth } from './kinds/known.ts';
import { answerTo } from './kinds/registry.ts';

/** A worker who answers as people do: mostly right. */
export interface SimulatedWorker {
  readonly name: string;
  /** Probability of the right answer, 0 to 1. */
  readonly skill: number;
  /** The answer to one item. `item` names it: the same item always gets the same answer. */
  answer(item: string, asked: Asked, truth: Truth): Answer;
  /** Whether this worker passes on the item. */
  skips(item: string, rate: number): boolean;
}

/**
 * A worker who is right with probability `skill`, and else wrong as people are, by kind of task. What they answer
 * depends on the seed and the item alone, not on the order in which the items come.
 */
export function simulatedWorker(name: string, skill: number, seed: string): SimulatedWorker {
  if (!(skill >= 0 && skill <= 1)) throw new RangeError(`skill must be from 0 to 1, not ${skill}`);
  return {
    name,
    skill,
    answer: (item, asked, truth) =>
      answerTo({ skill, random: seededRandom(`${seed}|${name}|answer|${item}`) }, asked, truth),
    skips: (item, rate) => fraction(seededRandom(`${seed}|${name}|skip|${item}`)) < rate,
  };
}

/** `count` workers whose skills are spread evenly from `skillMin` to `skillMax`. */
export function simulatedCrowd(
  count: number,
  skillMin: number,
  skillMax: number,
  seed: string,
): readonly SimulatedWorker[] {
  return Array.from({ length: count }, (_, i) => {
    const share = count === 1 ? 1 : i / (count - 1);
    return simulatedWorker(`worker-${i + 1}`, skillMin + (skillMax - skillMin) * share, seed);
  });
}
