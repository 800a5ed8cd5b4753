import {
  type Level,
  levelToShow,
  shownAfter,
  standing,
  type TrustRules,
  type TrustSums,
  trustLevel,
  type WorkerRecord,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { fraction } from '@asg/runtime';
import type { OutcomeDelays } from './outcome-delays.ts';

/** The levels that workers see, kept in their records: each change comes as late as outcomes do. */
export class ShownLevels {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'random'>;
  readonly #rules: TrustRules;
  readonly #delays: OutcomeDelays;

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'random'>,
    rules: TrustRules,
    delays: OutcomeDelays,
  ) {
    this.#context = context;
    this.#rules = rules;
    this.#delays = delays;
  }

  /** `known`: of all their answers, as of now. */
  async of(worker: WorkerRecord, known: TrustSums): Promise<Level> {
    const { workerId } = worker;
    const shownLevel = worker.shownLevel ?? null;
    const { storage, clock, random } = this.#context;
    const now = levelToShow(trustLevel(known, this.#rules), standing(known, this.#rules));
    const delayMs = this.#delays.draw(fraction(random));
    const after = shownAfter(shownLevel, now, { nowMs: clock.nowMs(), delayMs });
    if (after !== shownLevel)
      await storage.workers.change({ workerId, change: { set: 'shownLevel', shownLevel: after } });
    return after.level;
  }
}
