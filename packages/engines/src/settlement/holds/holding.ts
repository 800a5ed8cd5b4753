import { type HoldRecord, type HoldRules, isOpenHold, isReached, type WorkerRecord } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { PayeeAccount } from '@asg/storage';

/** Whose pay a settlement holds because they are new: at their held address, until they are mature. */
export class Holding {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #rules: HoldRules | null;

  /** Without rules nobody's pay is held for that. */
  constructor(context: Pick<EngineContext, 'storage' | 'clock'>, rules: HoldRules | null) {
    this.#context = context;
    this.#rules = rules;
  }

  /** The ids of those among the payees, written down before the settlement is, so that none is forgotten. */
  async maturing(settlementId: string, accounts: readonly PayeeAccount[]): Promise<ReadonlySet<string>> {
    const rules = this.#rules;
    if (rules === null) return new Set();
    const found = await Promise.all(
      accounts.map(async ({ worker }) =>
        worker !== null &&
        worker.maturedAtMs === undefined &&
        (await this.#isHeld(settlementId, worker, rules))
          ? [worker.workerId]
          : [],
      ),
    );
    return new Set(found.flat());
  }

  async #isHeld(settlementId: string, worker: WorkerRecord, rules: HoldRules): Promise<boolean> {
    const { storage, clock } = this.#context;
    const { workerId, holdFromMs = 0 } = worker;
    const nowMs = clock.nowMs();
    const known = await storage.holds.get(workerId);
    if (known === null || !isOpenHold(known)) {
      const fromMs = Math.max(holdFromMs, (await storage.workers.firstLabelAt(workerId)) ?? nowMs);
      if (isReached(worker, { fromMs, rightAnswers: 0 }, rules, nowMs)) {
        await storage.workers.change({ workerId, change: { set: 'matured', atMs: nowMs } });
        return false;
      }
      await storage.holds.hold(begun(workerId, settlementId, fromMs, nowMs));
      return true;
    }
    await storage.holds.hold(begun(workerId, settlementId, known.fromMs, nowMs));
    return true;
  }
}

/** A hold that is looked at at once: what the worker has answered until now may be enough. */
function begun(workerId: string, firstId: string, fromMs: number, nowMs: number): HoldRecord {
  return {
    workerId,
    firstId,
    fromMs,
    rightAnswers: 0,
    countedAtMs: nowMs,
    heldAtMs: nowMs,
    isFree: false,
    lookAtMs: nowMs,
    withdrawalId: null,
    forfeitId: null,
  };
}
