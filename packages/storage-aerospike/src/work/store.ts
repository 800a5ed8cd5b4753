import {
  answeredInTime,
  ClaimInformation,
  ClaimTrust,
  type ClaimWork,
  type ClaimWorkOutcome,
  choiceMax,
  claimableCount,
  type HeldGold,
  heldBy,
  type SeekWork,
  soughtMax,
  type Task,
  type TrustBooks,
  whyNotFor,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { sha256 } from '@asg/storage';
import { present } from '@asg/values/present';
import { GoldCharges } from '../balance/gold-charges.ts';
import type { Purses } from '../balance/purses.ts';
import { Batcher } from '../cluster/batcher.ts';
import type { Stored } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type TaskState, tasks } from '../tasks/task-kind.ts';
import type { TaskStore } from '../tasks/write.ts';
import type { GoldStore } from '../trust/gold.ts';
import type { ModelStore } from '../trust/models.ts';
import type { TrustStore } from '../trust/store.ts';
import { assignment } from './assignment.ts';
import { Queue, type QueueEntry, queueList } from './queue.ts';
import { QueueWalk } from './queue-walk.ts';
import { type Pending, WorkerClaims } from './worker-claims.ts';

/** What a claim is decided by beside the worker's own record. */
interface Parts {
  readonly tasks: TaskStore;
  readonly queue: Queue;
  readonly trust: TrustStore;
  readonly models: ModelStore;
  readonly gold: GoldStore;
  readonly purses: Purses;
}

/** Entries of a class of the queue whose tasks are looked at when it is counted. */
const lookedAtMax = 500;

/** A task that the worker is about to get. */
type Pick = { readonly gold: HeldGold } | { readonly stored: Stored<TaskState>; readonly entry: QueueEntry };

/** Hands out work. Its cost depends on the number asked for, not on the tasks or on what the worker did before. */
export class WorkStore implements port.WorkStore {
  readonly #records: RecordStore;
  readonly #parts: Parts;
  readonly #books: TrustBooks;
  readonly #claims: WorkerClaims;
  /** WorkerClaims of one worker that arrive here go one after the other. */
  readonly #turns: Batcher<Turn>;

  constructor(records: RecordStore, parts: Omit<Parts, 'queue'>) {
    this.#records = records;
    this.#parts = { ...parts, queue: new Queue(records) };
    const { trust, gold } = parts;
    const charges = new GoldCharges(records, parts.purses);
    this.#books = {
      rows: (workerId, names) => trust.rows(workerId, names),
      marks: (workerId, begin) => trust.marks(workerId, begin),
      mark: (workerId, mark) => trust.mark(workerId, mark),
      meet: (who, pool, placeRandomness) => gold.meet(who, pool, placeRandomness),
      pools: (stretch, max) => gold.pools(stretch, max),
      operatorPools: (randomness, languages) => gold.operatorPools(randomness, languages),
      payingFrom: async (pool, bill) => ((await gold.hasItems(pool)) ? charges.payingFrom(bill) : null),
      charge: (taskId, bill) => charges.charge(taskId, bill),
    };
    this.#claims = new WorkerClaims(records);
    this.#turns = new Batcher(1, async (_, turns) => {
      for (const turn of turns) turn.outcome = await this.#claim(turn.request);
    });
  }

  /** Looks at the first; what lies behind is counted with its dead entries, which are few. */
  async waiting(countMax: number): Promise<number> {
    const { queue } = this.#parts;
    let count = 0;
    for (const queueClass of (await queue.classes(await queue.sections(countMax))).flat()) {
      if (count >= countMax) break;
      const entries = await queue.page(queueClass, null, Math.min(countMax - count, lookedAtMax));
      const found = await queue.tasksOf(entries);
      count += found.filter((task) => task !== null).length;
      if (entries.length < lookedAtMax) continue;
      count += (await this.#records.lists.count(queueList(queueClass), countMax)) - entries.length;
    }
    return Math.min(countMax, count);
  }

  async held(request: { readonly workerId: string; readonly nowMs: number }): Promise<readonly Task[]> {
    const { workerId, nowMs } = request;
    const live = await this.#claims.liveClaims(request);
    const found = await this.#parts.tasks.many(live.map(({ taskId }) => taskId));
    return found.flatMap((task) => (task !== null && heldBy(task, workerId, nowMs) !== null ? [task] : []));
  }

  async claim(request: ClaimWork): Promise<ClaimWorkOutcome> {
    const turn: Turn = { request, outcome: null };
    await this.#turns.add(request.workerId, [turn]);
    return present(turn.outcome, 'the outcome of the claim');
  }

  async seek(request: SeekWork): Promise<boolean> {
    const { cursors } = await this.#claims.read(request.workerId);
    return new QueueWalk(this.#parts.queue, request, cursors).has(soughtMax);
  }

  restart({ workerId }: { readonly workerId: string }): Promise<void> {
    return this.#claims.restart(workerId);
  }

  async #claim(request: ClaimWork): Promise<ClaimWorkOutcome> {
    const { workerId, nonce, nowMs } = request;
    const met: HeldGold[] = [];
    for (;;) {
      const [known, live] = await Promise.all([
        this.#claims.read(workerId),
        this.#claims.liveClaims(request),
      ]);
      const again = await this.#again(request, known.pending[nonce], live);
      if (again.length > 0) return { tasks: again, more: false, isGoldUsedUp: false };

      const trust = await this.#trustOf(request);
      const recovered =
        trust === null || request.trust?.goldOnly === true ? [] : await answeredInTime(trust.recovered());
      const others = Object.entries(known.pending).filter(([name]) => name !== nonce);
      const dead = others.filter(([, { untilMs }]) => untilMs <= nowMs).map(([name]) => name);
      const held = new Set(live.map(({ taskId }) => taskId));
      const room = claimableCount(request, live.length + countOf(others, nowMs, held));
      // An unfinished claim may have left tasks behind the cursors: then the search starts from the beginning.
      const cursors = recovered.length > 0 || dead.length > 0 ? {} : known.cursors;
      const walk = new QueueWalk(this.#parts.queue, request, cursors);
      const { picks, more, isGoldUsedUp } = await this.#search(walk, trust, room, met);
      if (picks.length === 0 && walk.cursors === known.cursors) return { tasks: [], more, isGoldUsedUp };

      const isNoted = await this.#claims.note(request, known.revision, {
        cursors: walk.cursors,
        pending: { taskIds: picks.map(idOf), untilMs: nowMs + request.leaseMs },
        dropped: dead,
      });
      if (!isNoted) {
        for (const pick of picks) if ('gold' in pick) met.push(pick.gold);
        continue;
      }
      await this.#parts.trust.unmark(workerId, recovered);
      if (picks.length === 0) return { tasks: [], more, isGoldUsedUp };
      const taken = await this.#take(request, picks);
      await this.#claims.settle(request);
      // Where others were quicker with all of them, what lies behind is looked at.
      if (taken.length > 0) return { tasks: taken, more, isGoldUsedUp };
    }
  }

  async #trustOf(request: ClaimWork): Promise<ClaimTrust | null> {
    const { trust: terms, workerId } = request;
    if (terms === undefined) return null;
    const overall = await this.#parts.trust.overall(workerId);
    return new ClaimTrust(this.#books, request, { terms, overall }, sha256);
  }

  /** What a claim that is sent again got, or was about to get. */
  async #again(
    request: ClaimWork,
    pending: Pending | undefined,
    live: readonly { readonly taskId: string; readonly nonce: string }[],
  ): Promise<readonly Task[]> {
    const { workerId, nonce, nowMs } = request;
    const claimed = live.filter((claim) => claim.nonce === nonce).map(({ taskId }) => taskId);
    const left = (pending?.taskIds ?? []).filter((taskId) => !claimed.includes(taskId));
    if (claimed.length + left.length === 0) return [];
    const command = assignment(request);
    await this.#parts.tasks.change(left.map((taskId) => ({ taskId, command })));
    if (pending !== undefined) await this.#claims.settle(request);
    const found = await this.#parts.tasks.many([...claimed, ...left]);
    const isHeld = ({ assignments }: Task): boolean =>
      assignments.some((a) => a.workerId === workerId && a.nonce === nonce && a.leaseExpiresAtMs > nowMs);
    return found.flatMap((task) => (task !== null && isHeld(task) ? [task] : []));
  }

  async #search(
    walk: QueueWalk,
    trust: ClaimTrust | null,
    room: number,
    met: readonly HeldGold[],
  ): Promise<{ readonly picks: readonly Pick[]; readonly more: boolean; readonly isGoldUsedUp: boolean }> {
    const picks: Pick[] = met.slice(0, Math.max(0, room)).map((gold) => ({ gold }));
    if (trust !== null && walk.request.trust?.goldOnly) return this.#goldAlone(walk, trust, room, picks);
    const information = new ClaimInformation(this.#parts.models, walk.request, sha256);
    while (picks.length < room) {
      const next = await walk.next(room - picks.length);
      if (next === null) break;
      const { stored, entry } = next;
      const isPicked = picks.some((pick) => idOf(pick) === entry.taskId);
      if (stored === null || isPicked || whyNotFor(stored.state.task, walk.request) !== null) {
        walk.pass();
        continue;
      }
      // What was picked may be met again where a page was read anew.
      const others = () =>
        walk
          .behind(choiceMax - 1)
          .map((other) =>
            picks.some((pick) => idOf(pick) === other.entry.taskId)
              ? null
              : (other.stored?.state.task ?? null),
          );
      const behind = await answeredInTime(information.mostTelling(stored.state.task, others));
      const chosen = behind === 0 ? next : walk.placed(behind);
      const task = present(chosen.stored, 'a task that was chosen');
      const upcoming = (randomness: number): Task | null => walk.upcoming(randomness);
      const turn = trust === null ? 'give' : await answeredInTime(trust.turn(task.state.task, upcoming));
      if (turn !== 'give' && turn !== 'passed_over') {
        picks.push({ gold: turn });
        continue;
      }
      if (turn === 'give') picks.push({ stored: task, entry: chosen.entry });
      if (behind === 0) walk.pass();
      else walk.passBehind(behind);
    }
    return { picks, more: picks.length < room && walk.isCutShort, isGoldUsedUp: false };
  }

  /** Gold tasks alone, such as the worker's next task is. The worker's place in the queue stays. */
  async #goldAlone(
    walk: QueueWalk,
    trust: ClaimTrust,
    room: number,
    picks: Pick[],
  ): Promise<{ readonly picks: readonly Pick[]; readonly more: boolean; readonly isGoldUsedUp: boolean }> {
    const like = picks.length < room ? await walk.first() : null;
    let isGoldUsedUp = false;
    while (picks.length < room) {
      const { gold, isUsedUp } = await answeredInTime(trust.goldAlone(like));
      if (gold !== null) picks.push({ gold });
      isGoldUsedUp = isUsedUp && picks.length === 0;
      if (gold === null) break;
    }
    return { picks, more: false, isGoldUsedUp };
  }

  /** Assigns what was picked; those that still wanted the worker. */
  async #take(request: ClaimWork, picks: readonly Pick[]): Promise<readonly Task[]> {
    const command = assignment(request);
    const golds = picks.flatMap((pick) => ('gold' in pick ? [pick.gold] : []));
    const others = picks.flatMap((pick) => ('gold' in pick ? [] : [pick]));
    const [, outcomes] = await Promise.all([
      Promise.all(golds.map((gold) => this.#createGold(gold))),
      this.#parts.tasks.change(
        others.map(({ stored, entry }) => ({
          taskId: stored.id,
          known: stored,
          command,
          entry,
        })),
      ),
    ]);
    const taken = new Map(golds.map(({ task }) => [task.taskId, task]));
    for (const outcome of outcomes) {
      if (outcome?.kind === 'applied' || outcome?.kind === 'repeated')
        taken.set(outcome.task.taskId, outcome.task);
    }
    return picks.flatMap((pick) => taken.get(idOf(pick)) ?? []);
  }

  async #createGold({ task, charge }: HeldGold): Promise<void> {
    const by = charge?.name ?? '';
    await this.#records.documents.create(tasks, task.taskId, { task, ticket: 0, by });
    if (charge !== undefined) await this.#parts.purses.end(charge.owner, charge.name);
  }
}

const idOf = (pick: Pick): string => ('gold' in pick ? pick.gold.task.taskId : pick.stored.id);

interface Turn {
  readonly request: ClaimWork;
  outcome: ClaimWorkOutcome | null;
}

/** TaskStore of claims on their way that are not held yet. */
function countOf(
  claims: readonly (readonly [nonce: string, Pending])[],
  nowMs: number,
  held: ReadonlySet<string>,
): number {
  return claims
    .filter(([, { untilMs }]) => untilMs > nowMs)
    .flatMap(([, { taskIds }]) => taskIds)
    .filter((id) => !held.has(id)).length;
}
