import {
  answeredInTime,
  type ClaimWork,
  type ClaimWorkOutcome,
  claimableCount,
  type HeldGold,
  type Task,
} from '@asg/domain';
import { at, present } from '@asg/values/present';
import type { Purses } from '../balance/purses.ts';
import { Batcher } from '../cluster/batcher.ts';
import type { RecordStore } from '../records/record-store.ts';
import { tasks } from '../tasks/task-kind.ts';
import type { TaskStore } from '../tasks/write.ts';
import { assignment } from './assignment.ts';
import { ClaimSearch, type Found, goldsIn, idOf, type SearchParts } from './claim-search.ts';
import { Heads } from './heads.ts';
import type { Queue } from './queue.ts';
import { QueueWalk } from './queue-walk.ts';
import { RoundQueue } from './round-queue.ts';
import type { Known, Note, Pending, WorkerClaims } from './worker-claims.ts';

export interface Parts extends SearchParts {
  readonly tasks: TaskStore;
  readonly queue: Queue;
  readonly purses: Purses;
  readonly claims: WorkerClaims;
}

/** Claims that go together, at most. */
const roundMax = 50;
/** So often others may be quicker with some of what a claim was about to take, before it goes without the rest. */
const refillsMax = 10;

/** A claim on its way. */
interface Turn {
  readonly request: ClaimWork;
  /** Gold that it was to get when another claim of the worker came first. */
  readonly met: HeldGold[];
  /** What it has got. */
  readonly taken: Task[];
  refills: number;
  outcome: ClaimWorkOutcome | null;
  failure: { readonly error: unknown } | null;
}

/** A claim that is about to take what it found. */
interface Ready extends Found {
  readonly turn: Turn;
  readonly note: Note;
  /** Marks of the worker that are no more. */
  readonly recovered: readonly string[];
}

/**
 * Gives out work. Claims that arrive at one process while others are on their way go together afterwards: they read the
 * queue once, take from it one after the other, and write what they take as one. So they never get into each other's way.
 */
export class Claiming {
  readonly #records: RecordStore;
  readonly #parts: Parts;
  readonly #search: ClaimSearch;
  readonly #heads: Heads;
  readonly #turns: Batcher<Turn>;

  constructor(records: RecordStore, parts: Parts) {
    this.#records = records;
    this.#parts = parts;
    this.#search = new ClaimSearch(parts);
    this.#heads = new Heads(records);
    this.#turns = new Batcher(roundMax, (_, turns) => this.#claimAll(turns));
  }

  async claim(request: ClaimWork): Promise<ClaimWorkOutcome> {
    const turn: Turn = { request, met: [], taken: [], refills: 0, outcome: null, failure: null };
    await this.#turns.add('', [turn]);
    if (turn.failure !== null) throw turn.failure.error;
    return present(turn.outcome, 'the outcome of the claim');
  }

  async #claimAll(turns: readonly Turn[]): Promise<void> {
    const isOpen = ({ outcome, failure }: Turn): boolean => outcome === null && failure === null;
    for (let open = turns; open.length > 0; open = open.filter(isOpen)) {
      // Claims of one worker go one after the other.
      const byWorker = Map.groupBy(open, ({ request }) => request.workerId);
      await this.#round([...byWorker.values()].map((all) => at(all, 0)));
    }
  }

  async #round(turns: readonly Turn[]): Promise<void> {
    const { claims, trust } = this.#parts;
    const begun = await together(turns, () =>
      Promise.all([
        claims.readMany(turns.map(({ request }) => request.workerId)),
        this.#heads.forRound(at(turns, 0).request.nowMs),
      ]),
    );
    if (begun === null) return;
    const [known, head] = begun;
    const queue = new RoundQueue(this.#parts.queue, head);
    const found = await Promise.all(
      turns.map((turn, index) => alone(turn, () => this.#prepare(turn, at(known, index), queue))),
    );
    const ready = found.filter((one) => one !== null);
    const all = ready.map(({ turn }) => turn);
    const noted = await together(all, () => claims.note(ready.map(({ note }) => note)));
    if (noted === null) return;
    const going = ready.filter((one, index) => {
      // Another claim of the worker was noted meanwhile, by another process.
      if (noted[index] === false) one.turn.met.splice(0, Infinity, ...goldsIn(one.picks));
      return noted[index];
    });
    await Promise.all(
      going.map(({ turn, recovered }) => alone(turn, () => trust.unmark(turn.request.workerId, recovered))),
    );
    await this.#take(going.filter(({ turn }) => turn.failure === null));
  }

  /** Looks for what the claim is to take; null: it has its outcome. */
  async #prepare(turn: Turn, known: Known, queue: RoundQueue): Promise<Ready | null> {
    const { request, met, taken } = turn;
    const { nonce, nowMs } = request;
    const live = await this.#parts.claims.liveClaims(request);
    if (taken.length === 0) {
      const again = await this.#again(request, known.pending[nonce], live);
      if (again.length > 0) {
        turn.outcome = { tasks: again, more: false, isGoldUsedUp: false };
        return null;
      }
    }
    const trust = await this.#search.trustOf(turn);
    const recovered =
      trust === null || request.trust?.goldOnly === true ? [] : await answeredInTime(trust.recovered());
    const others = Object.entries(known.pending).filter(([name]) => name !== nonce);
    const dead = others.filter(([, { untilMs }]) => untilMs <= nowMs).map(([name]) => name);
    const held = new Set(live.map(({ taskId }) => taskId));
    const room = Math.min(
      claimableCount(request, live.length + countOf(others, nowMs, held)),
      request.count - taken.length,
    );
    // An unfinished claim may have left tasks behind the cursors: then the search starts from the beginning.
    const cursors = recovered.length > 0 || dead.length > 0 ? {} : known.cursors;
    const walk = new QueueWalk(queue, request, cursors, queue.head);
    const search = await this.#search.of(walk, { trust, queue, room, met });
    const { picks, more, isGoldUsedUp } = search;
    if (picks.length === 0 && (walk.cursors === known.cursors || taken.length > 0)) {
      turn.outcome = { tasks: taken, more, isGoldUsedUp };
      return null;
    }
    const pending = { taskIds: picks.map(idOf), untilMs: nowMs + request.leaseMs };
    const note = { request, known, cursors: walk.cursors, pending, dropped: dead };
    return { turn, note, recovered, ...search };
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
    if (pending !== undefined) await this.#parts.claims.settle([request]);
    const found = await this.#parts.tasks.many([...claimed, ...left]);
    const isHeld = ({ assignments }: Task): boolean =>
      assignments.some((a) => a.workerId === workerId && a.nonce === nonce && a.leaseExpiresAtMs > nowMs);
    return found.flatMap((task) => (task !== null && isHeld(task) ? [task] : []));
  }

  /** Assigns what was picked, all of it at once; who got less than they were about to looks for the rest. */
  async #take(ready: readonly Ready[]): Promise<void> {
    const turns = ready.map(({ turn }) => turn);
    const wanted = ready.flatMap(({ turn: { request }, picks }) =>
      picks.flatMap((pick) => {
        if ('gold' in pick) return [];
        const { stored, entry } = pick;
        return [{ taskId: stored.id, known: stored, command: assignment(request), entry }];
      }),
    );
    const [outcomes] = await Promise.all([
      together(turns, () => this.#parts.tasks.change(wanted)),
      ...ready.map(({ turn, picks }) =>
        alone(turn, () => Promise.all(goldsIn(picks).map((gold) => this.#createGold(gold)))),
      ),
    ]);
    if (outcomes === null) return;
    const got = new Map(
      wanted.flatMap(({ taskId, command }, index) => {
        const outcome = at(outcomes, index);
        const isTaken = outcome?.kind === 'applied' || outcome?.kind === 'repeated';
        return isTaken ? [[`${command.workerId} ${taskId}`, outcome.task] as const] : [];
      }),
    );
    const all = turns.filter(({ failure }) => failure === null);
    await together(all, () => this.#parts.claims.settle(all.map(({ request }) => request)));
    for (const { turn, picks, more, isGoldUsedUp } of ready) {
      const taken = picks.flatMap((pick) =>
        'gold' in pick ? pick.gold.task : (got.get(`${turn.request.workerId} ${idOf(pick)}`) ?? []),
      );
      turn.taken.push(...taken);
      turn.met.length = 0;
      const isWhole = taken.length === picks.length || turn.refills++ >= refillsMax;
      // Where others were quicker with all of them, what lies behind is looked at however often.
      if (picks.length === 0 || (isWhole && turn.taken.length > 0))
        turn.outcome = { tasks: turn.taken, more, isGoldUsedUp };
    }
  }

  async #createGold({ task, charge }: HeldGold): Promise<void> {
    const by = charge?.name ?? '';
    await this.#records.documents.create(tasks, task.taskId, { task, ticket: 0, by });
    if (charge !== undefined) await this.#parts.purses.end(charge.owner, charge.name);
  }
}

/** Does it for one claim; null: it failed, which the others do not suffer from. */
async function alone<Result>(turn: Turn, work: () => Promise<Result>): Promise<Result | null> {
  return together([turn], work);
}

/** Does it for these claims; null: it failed, for all of them. */
async function together<Result>(turns: readonly Turn[], work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    for (const turn of turns) turn.failure ??= { error };
    return null;
  }
}

/** Tasks of claims on their way that are not held yet. */
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
