import {
  type Assignment,
  claimShare,
  type GoldDraw,
  heldBy,
  type MoneyRules,
  ownerOf,
  type PoolMember,
  percentOf,
  poolsOfWorkerMax,
  type Qualified,
  type QuestionRecord,
  qualificationsMax,
  questionOfId,
  standing,
  startFor,
  type Task,
  type TrustRules,
  type WorkerProfile,
  type WorkerRecord,
} from '@asg/domain';
import { announce, type EngineContext } from '@asg/people/context';
import { fraction } from '@asg/runtime';
import type { OutcomeDelays } from '../outcome-delays.ts';
import { ShownLevels } from '../shown-levels.ts';
import { asking } from './asking.ts';

export interface RouterRules extends MoneyRules {
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
  /** JSON of the marks that they begin with; undefined: with none. */
  readonly start: unknown;
  /** The organisation for which they have it as one of its own people; null: as one of the public. */
  readonly organisation: string | null;
}

export type NextWorkResult =
  | { readonly kind: 'work'; readonly items: readonly WorkItem[] }
  | { readonly kind: 'profile_incomplete' }
  | { readonly kind: 'question_not_found' }
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
  readonly #delays: OutcomeDelays;
  readonly #levels: ShownLevels;

  constructor(context: EngineContext, rules: RouterRules, delays: OutcomeDelays) {
    this.#context = context;
    this.#rules = rules;
    this.#delays = delays;
    this.#levels = new ShownLevels(context, rules.trust, delays);
  }

  /**
   * Up to `count` tasks for this worker; none where nothing waits for them. Those of the question that they chose go first, then those of
   * organisations they belong to.
   */
  async next(worker: WorkerRecord, count: number, choice: string | null = null): Promise<NextWorkResult> {
    if (worker.status === 'suspended') {
      return { kind: 'suspended', reason: worker.suspension?.reason ?? 'ask the operator' };
    }
    if (worker.profile === null) return { kind: 'profile_incomplete' };
    const known = { group: worker.workerId, limit: poolsOfWorkerMax, after: null };
    const { storage } = this.#context;
    const question = choice === null ? null : questionOfId(choice);
    const [memberships, practised, record, chosen] = await Promise.all([
      storage.poolMembers.ofWorker(known),
      storage.practices.ended({ group: worker.workerId, limit: qualificationsMax, before: null }),
      question === null ? null : storage.questions.get({ question }),
      question === null ? null : storage.practices.get({ workerId: worker.workerId, question }),
    ]);
    if (choice !== null && record === null) return { kind: 'question_not_found' };
    const all = [...practised, ...(chosen === null ? [] : [chosen])];
    const qualified = all.flatMap(({ question: of, best }) =>
      best === null ? [] : [{ question: of, percent: percentOf(best) }],
    );
    const asker = { worker, profile: worker.profile, count, memberships, qualified };
    for (const only of record === null ? [undefined] : [record, undefined]) {
      const own = await this.#ownNext(asker, only);
      if (own.length > 0) return { kind: 'work', items: await this.#named(own) };
      const found = only?.own === true ? null : await this.#publicNext(asker, only);
      // Where none is left of what they chose, others are as good: to get none would tell who gets gold alone.
      if (found !== null && (found.kind !== 'work' || found.items.length > 0)) return found;
    }
    return { kind: 'work', items: [] };
  }

  /** Of organisations' own people nothing is known beside what they did there: neither trust nor links bear on it. */
  async #ownNext(asker: Asker, only: QuestionRecord | undefined): Promise<readonly WorkItem[]> {
    const { profile, count, memberships, qualified } = asker;
    const { workerId } = asker.worker;
    const pools = memberships
      .filter(
        ({ state, customerId }) =>
          state === 'active' && (only === undefined || only.customerId === customerId),
      )
      .map(({ customerId }) => customerId);
    if (pools.length === 0) return [];
    const { storage, clock, ids } = this.#context;
    const { leaseMs, liveMax, trust: rules, price, allowance } = this.#rules;
    const nonce = ids.nonce();
    const trust = { rules, price, allowance, goldOnly: false, draws: this.#draws(count) };
    const what = { ...asking(profile), qualified, ...(only !== undefined && { only: only.question }) };
    const request = { workerId, ...what, pools, count, nonce, leaseMs, liveMax, trust };
    for (let search = 0; search < searchesMax; search++) {
      const { tasks, more } = await storage.work.claim({ ...request, nowMs: clock.nowMs() });
      if (tasks.length > 0 || !more) return tasks.map((task) => this.#item(task, workerId, nonce));
    }
    return [];
  }

  async #publicNext(asker: Asker, only: QuestionRecord | undefined): Promise<NextWorkResult> {
    const { worker, profile, count, memberships, qualified } = asker;
    const { storage, clock, ids } = this.#context;
    const { leaseMs, trust: rules, price, allowance } = this.#rules;
    const { workerId } = worker;
    const [known, { gold: latestGold = '' }] = await Promise.all([
      storage.trust.sums(workerId),
      storage.trust.signals(workerId),
    ]);
    const stands = standing(known, rules);
    let goldOnly = standing(known, rules, latestGold) !== 'open';
    const shown = await this.#levels.of(worker, known);
    // What they answered wrong is shown first: until then they get gold alone.
    if (stands === 'suspended' && shown === 'suspended') return this.#suspend(workerId, tooManyMisses);
    const request = {
      workerId,
      ...(worker.linkedIds !== undefined && { linkedIds: worker.linkedIds }),
      ...(memberships.length > 0 && { memberOf: memberships.map(({ customerId }) => customerId) }),
      ...asking(profile),
      qualified,
      ...(only !== undefined && { only: only.question }),
      count,
      nonce: ids.nonce(),
      leaseMs,
      liveMax: Math.max(1, Math.floor(this.#rules.liveMax * claimShare(shown, rules))),
    };
    const trust = { rules, price, allowance, latestGold, draws: this.#draws(count) };
    for (let search = 0; search < searchesMax; search++) {
      const found = await storage.work.claim({
        ...request,
        trust: { ...trust, goldOnly },
        nowMs: clock.nowMs(),
      });
      if (found.isGoldUsedUp && stands !== 'open') return this.#suspend(workerId, noGoldLeft);
      if (found.isGoldUsedUp) {
        // A few misses in a row suspend nobody: without gold to show otherwise, they go on.
        goldOnly = false;
        continue;
      }
      if (found.tasks.length > 0 || !found.more) {
        return { kind: 'work', items: found.tasks.map((task) => this.#item(task, workerId, request.nonce)) };
      }
    }
    return { kind: 'work', items: [] };
  }

  #item(task: Task, workerId: string, nonce: string): WorkItem {
    const mine = task.assignments.find((a) => a.workerId === workerId && a.nonce === nonce);
    if (mine === undefined) throw new Error(`the store gave ${task.taskId} without an assignment`);
    return this.#itemOf(task, mine);
  }

  #itemOf(task: Task, { workerId, nonce, leaseExpiresAtMs }: Assignment): WorkItem {
    const assignmentId = this.#context.assignmentIds.seal(workerId, { taskId: task.taskId, nonce });
    return { assignmentId, task, leaseExpiresAtMs, start: startFor(task, workerId), organisation: null };
  }

  /** With the names of the organisations whose they are. */
  async #named(items: readonly WorkItem[]): Promise<readonly WorkItem[]> {
    const { customers } = this.#context.storage;
    const owners = items.map(({ task }) => (task.crowd === undefined ? null : ownerOf(task)));
    const ids = [...new Set(owners.filter((id) => id !== null))];
    const found = await Promise.all(ids.map((id) => customers.get(id)));
    const names = new Map(ids.map((id, i) => [id, found[i]?.name ?? null]));
    return items.map((item, i) => ({ ...item, organisation: names.get(owners[i] ?? '') ?? null }));
  }

  /** What the worker holds, the lease that ends first before others. Ids are those that the claim gave. */
  async held(workerId: string): Promise<readonly WorkItem[]> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const tasks = await storage.work.held({ workerId, nowMs });
    const items = tasks.flatMap((task) => {
      const mine = heldBy(task, workerId, nowMs);
      return mine === null ? [] : [this.#itemOf(task, mine)];
    });
    // Within a claim by the sealed id: the order of tasks' own ids would tell gold, which is made later, from the rest.
    const sorted = items.sort(
      (a, b) => a.leaseExpiresAtMs - b.leaseExpiresAtMs || (a.assignmentId < b.assignmentId ? -1 : 1),
    );
    const isOwn = (task: Task): boolean => heldBy(task, workerId, nowMs)?.own === true;
    const named = await this.#named(sorted.filter(({ task }) => isOwn(task)));
    return sorted.map((item) => named.find(({ assignmentId }) => assignmentId === item.assignmentId) ?? item);
  }

  #draws(count: number): readonly GoldDraw[] {
    const { ids, random } = this.#context;
    return Array.from({ length: count }, () => ({
      taskId: ids.next('task'),
      salt: ids.hex(saltBytes),
      randomness: fraction(random),
      placeRandomness: fraction(random),
      delayMs: this.#delays.draw(fraction(random)),
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
    const parts = this.#context.assignmentIds.open(workerId, id);
    if (parts === null) return 'not_found';
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
    this.#delays.saw(closed);
    return examined === lapsesPerRound;
  }
}

/** Who asks for tasks, with what is known of them. */
interface Asker {
  readonly worker: WorkerRecord;
  readonly profile: WorkerProfile;
  readonly count: number;
  readonly memberships: readonly PoolMember[];
  readonly qualified: readonly Qualified[];
}
