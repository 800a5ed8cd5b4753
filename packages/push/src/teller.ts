import { type PushRecord, pushableAtMs, pushGapMs, pushLookMs } from '@asg/domain';
import { hasWorkFor } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import { CannotUnseal } from '@asg/runtime';
import { type SenderParts, tellDevice } from './sender.ts';

/** Workers looked at in a round: what it costs does not grow with how many there are, nor with the tasks that came. */
const looksPerRound = 50;
const looksAtOnce = 8;
const condition = 'push';

type Context = Pick<EngineContext, 'storage' | 'clock' | 'log' | 'conditions'>;

/**
 * Tells workers that there is work for them. Nothing is done when a task comes: whoever wants to be told is looked at in turn, a few in
 * each round, and none while nothing waits at all.
 */
export class PushTeller {
  readonly #context: Context;
  readonly #parts: SenderParts;

  constructor(context: Context, parts: SenderParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** One round; true: there is more to do at once. */
  async round(stop: AbortSignal): Promise<boolean> {
    const { storage, clock } = this.#context;
    const page = await storage.pushes.due({ limit: looksPerRound, after: null });
    const due = page.filter(({ lookAtMs }) => lookAtMs <= clock.nowMs());
    if (due.length === 0 || (await storage.work.waiting(1)) === 0) return false;
    for (let first = 0; first < due.length && !stop.aborted; first += looksAtOnce)
      await Promise.all(due.slice(first, first + looksAtOnce).map((record) => this.#look(record, stop)));
    return due.length === looksPerRound;
  }

  async #look(record: PushRecord, stop: AbortSignal): Promise<void> {
    const { storage, clock } = this.#context;
    const { workerId, toldAtMs, lookAtMs: fromMs } = record;
    const nowMs = clock.nowMs();
    const [worker, held, [latest]] = await Promise.all([
      storage.workers.get(workerId),
      storage.work.held({ workerId, nowMs }),
      storage.workers.history(workerId, { limit: 1, before: null }),
    ]);
    const isActive = worker?.status === 'active' && worker.profile !== null;
    const atMs = pushableAtMs(
      { isActive, isHolding: held.length > 0, labelledAtMs: latest?.atMs ?? null, toldAtMs },
      nowMs,
    );
    const isTime = worker !== null && atMs <= nowMs;
    if (!isTime || !(await hasWorkFor(this.#context, worker))) {
      const toMs = Math.max(atMs, nowMs + pushLookMs);
      await storage.pushes.look({ workerId, fromMs, toMs });
      return;
    }
    // Noted before it is done: whoever dies in between tells nobody twice.
    const look = { workerId, fromMs, toMs: nowMs + pushGapMs, toldAtMs: nowMs };
    if (await storage.pushes.look(look)) await this.#tell(record, stop);
  }

  async #tell({ workerId, devices }: PushRecord, stop: AbortSignal): Promise<void> {
    const { storage, log, conditions } = this.#context;
    try {
      const sent = await Promise.all(
        devices.map((device) => tellDevice(workerId, device, this.#parts, stop)),
      );
      conditions.clear(condition);
      const problems = sent.flatMap(({ problem }, i) =>
        problem === null ? [] : [{ host: devices[i]?.host, problem }],
      );
      if (problems.length > 0)
        log.info({ worker_id: workerId, problems }, 'a worker could not be told of work');
      if (!stop.aborted) await storage.pushes.end({ workerId, outcomes: sent.map(({ outcome }) => outcome) });
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      const detail =
        'workers are not told of work: keys of push cannot be opened, since the encryption key that they are sealed under is not set';
      conditions.report(condition, { severity: 'degraded', detail, isShared: true });
    }
  }
}
