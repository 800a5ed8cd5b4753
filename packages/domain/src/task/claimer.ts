import type { Qualified } from '../practice/practice.ts';

/** Who asks for tasks, and as whom. */
export interface Claimer {
  readonly workerId: string;
  readonly nowMs: number;
  /** Other accounts that are the same person's: no task is given to two of them, nor to who asked for it. */
  readonly linkedIds?: readonly string[];
  /** Only tasks for the own people of these organisations, as one of them. */
  readonly pools?: readonly string[];
  /** Organisations to whose people they belong, or did: their tasks for the public are not for the worker. */
  readonly memberOf?: readonly string[];
  /** What they practised, and how well. */
  readonly qualified?: readonly Qualified[];
}
