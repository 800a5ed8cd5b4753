import {
  assignmentId,
  claimShare,
  type GoldDraw,
  parseAssignmentId,
  standing,
  type Task,
  type TrustRules,
  type WorkerRecord,
  workerTag,
} from '@asg/domain';
import { fraction } from '@asg/runtime';
import { announce, type EngineContext } from '../context.ts';

export interface RouterRules {
  /** How long a worker may hold a task, ms. */
  readonly leaseMs: number;
  /** Tasks that one worker may hold at once. */
  readonly liveMax: number;
  readonly trust: TrustRules;
}

/** A task that a worker holds. */
export interface WorkItem {
  readonly assignmentId: string;
  readonly task: Task;
  readonly leaseExpiresAtMs: number;
}

export type NextWorkResult =
  | { readonly kind: 'work'; readonly items: readonly WorkItem[] }
  | { readonly kind: 'profile_incomplete' }
  | { readonly kind: 'suspended'; readonly reason: string };

export type SkipResult = 'skipped' | 'not_found' | 'lease_ended' | 'already_labelled';

/** Searches per request before the answer is that there is no work; each is bounded in the store. */
const searchesMax = 20;
const lapsesPerRound = 500;
const saltBytes = 16;
const contest = 'if you think this is wrong, contest it with an appeal';
const tooManyMisses = `too many of your answers differ from answers that are known; ${contest}`;
const noGoldLeft = `many of your answers differ from answers that are known, and there is nothing left to prove otherwise; ${contest}`;

/** Gives workers tasks for the time of a lease, and takes tasks back when it ends. */
export class Router {
  readonly #context: EngineContext;
  readonly #rules: RouterRules;

  constructor(context: EngineContext, rules: RouterRules) {
    this.#context = context;
    this.#rules = rules;
  }

  /** Up to `count` tasks for this worker; none where nothing waits for them. */
  async next(worker: WorkerRecord, count: number): Promise<NextWorkResult> {
    if (worker.status === 'suspended') {
      return { kind: 'suspended', reason: worker.suspension?.reason ?? 'ask the operator' };
    }
    if (worker.profile === null) return { kind: 'profile_incomplete' };
    const { storage, clock, ids } = this.#context;
    const { leaseMs, trust: rules } = this.#rules;
    const { workerId } = worker;
    const known = await storage.trust.sums(workerId);
    const stands = standing(known, rules);
    if (stands === 'suspended') return this.#suspend(workerId, tooManyMisses);
    const request = {
      workerId,
      languages: [...new Set([worker.profile.primaryLanguage, ...worker.profile.languages])],
      count,
      nonce: ids.nonce(),
      leaseMs,
      liveMax: Math.max(1, Math.floor(this.#rules.liveMax * claimShare(known, rules))),
      trust: { rules, goldOnly: stands === 'gold_only', draws: this.#draws(count) },
    };
    for (let search = 0; search < searchesMax; search++) {
      const found = await storage.work.claim({ ...request, nowMs: clock.nowMs() });
      if (found.isGoldUsedUp) return this.#suspend(workerId, noGoldLeft);
      if (found.tasks.length > 0 || !found.more) {
        return { kind: 'work', items: found.tasks.map((task) => workItem(task, workerId, request.nonce)) };
      }
    }
    return { kind: 'work', items: [] };
  }

  #draws(count: number): readonly GoldDraw[] {
    const { ids, random } = this.#context;
    return Array.from({ length: count }, () => ({
      taskId: ids.next('task'),
      salt: ids.hex(saltBytes),
      randomness: fraction(random),
      placeRandomness: fraction(random),
    }));
  }

  async #suspend(workerId: string, reason: string): Promise<NextWorkResult> {
    const { storage, clock, log } = this.#context;
    await storage.workers.setStatus({ workerId, suspension: { reason, atMs: clock.nowMs() } });
    log.info({ worker_id: workerId, reason }, 'a worker was suspended');
    return { kind: 'suspended', reason };
  }

  /** The worker passes on a task: it is never offered to them again, and at once to others. */
  async skip(workerId: string, id: string): Promise<SkipResult> {
    const parts = parseAssignmentId(id);
    if (parts === null || parts.workerTag !== workerTag(workerId)) return 'not_found';
    const { taskId, nonce } = parts;
    const command = { do: 'skip', workerId, nonce, nowMs: this.#context.clock.nowMs() } as const;
    const [outcome] = await this.#context.storage.tasks.change([{ taskId, command }]);
    if (outcome == null) return 'not_found';
    if (outcome.kind !== 'refused') return 'skipped';
    return outcome.reason === 'already_labelled' ? 'already_labelled' : 'lease_ended';
  }

  /** Ends claims whose lease has ended and closes tasks past their deadline. True: there may be more. */
  async lapse(): Promise<boolean> {
    const { storage, clock, signals } = this.#context;
    const { examined, closed } = await storage.tasks.lapse({ nowMs: clock.nowMs(), limit: lapsesPerRound });
    for (const task of closed) announce(signals, task);
    return examined === lapsesPerRound;
  }
}

function workItem(task: Task, workerId: string, nonce: string): WorkItem {
  const mine = task.assignments.find((a) => a.workerId === workerId && a.nonce === nonce);
  if (mine === undefined) throw new Error(`the store gave ${task.taskId} without an assignment`);
  return {
    assignmentId: assignmentId(task.taskId, workerId, nonce),
    task,
    leaseExpiresAtMs: mine.leaseExpiresAtMs,
  };
}
