import type { Truth } from '@asg/crowd';
import type { Random } from '@asg/runtime';
import type { SubmitTask } from '@asg/sdk';

/** A task of which the right answer is known. */
export interface KnownTask {
  readonly task: SubmitTask;
  readonly truth: Truth;
  /** The consensus label that is right: the canonical text of it. */
  readonly label: string;
  /** Whether another one is right as well; not there: none is. */
  readonly isRight?: (label: string) => boolean;
  /** What is looked at, to be uploaded. Not there: the task says where it is, or what. */
  readonly picture?: Uint8Array;
}

/** A task without what is the same for all of them: how it is decided, its number. */
interface DrawnTask extends Omit<KnownTask, 'task'> {
  readonly task: Omit<SubmitTask, 'consensus' | 'consensus_threshold' | 'metadata'>;
  /** What the item is, for people. */
  readonly describes: string;
  /** Of the unit that has the most, of which one has to get the majority. */
  readonly answers: number;
}

/** What the demo asks of a kind of task. */
export interface DemoKind {
  /** What the whole is about, for people. */
  readonly about: string;
  /** Tasks of one batch. */
  readonly batchSize: number;
  /** What a batch compares is ranked at the end. */
  readonly isRanked: boolean;
  /** `number`: of the task, from 1. */
  readonly draw: (random: Random, number: number) => DrawnTask;
}
