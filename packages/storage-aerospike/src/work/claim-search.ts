import {
  answeredInTime,
  ClaimInformation,
  ClaimTrust,
  type ClaimWork,
  choiceMax,
  type HeldGold,
  type Task,
  type TrustBooks,
  whyNotFor,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import { present } from '@asg/values/present';
import type { Stored } from '../records/document.ts';
import type { TaskState } from '../tasks/task-kind.ts';
import type { ModelStore } from '../trust/models.ts';
import type { TrustStore } from '../trust/store.ts';
import { assignment } from './assignment.ts';
import type { QueueEntry } from './queue.ts';
import type { QueueWalk } from './queue-walk.ts';
import type { RoundQueue } from './round-queue.ts';

/** What a claim is decided by beside the worker's own record. */
export interface SearchParts {
  readonly trust: TrustStore;
  readonly models: ModelStore;
  readonly books: TrustBooks;
}

/** A task that the worker is about to get. */
export type Pick =
  | { readonly gold: HeldGold }
  | { readonly stored: Stored<TaskState>; readonly entry: QueueEntry };

export interface Found {
  readonly picks: readonly Pick[];
  readonly more: boolean;
  readonly isGoldUsedUp: boolean;
}

/** Whose claim it is, and what it has come to. */
interface Seeker {
  readonly request: ClaimWork;
  readonly met: readonly HeldGold[];
  readonly taken: readonly Task[];
}

/** Finds what a claim may take. */
export class ClaimSearch {
  readonly #parts: SearchParts;

  constructor(parts: SearchParts) {
    this.#parts = parts;
  }

  async trustOf({ request, met, taken }: Seeker): Promise<ClaimTrust | null> {
    const { trust: terms, workerId } = request;
    if (terms === undefined) return null;
    const overall = await this.#parts.trust.overall(workerId);
    // A draw that became gold is used up.
    const used = new Set([...taken, ...met.map(({ task }) => task)].map(({ taskId }) => taskId));
    const draws = terms.draws.filter(({ taskId }) => !used.has(taskId));
    const known = { terms: { ...terms, draws }, overall };
    return new ClaimTrust(this.#parts.books, request, known, sha256);
  }

  async of(
    walk: QueueWalk,
    {
      trust,
      queue,
      room,
      met,
    }: {
      readonly trust: ClaimTrust | null;
      readonly queue: RoundQueue;
      readonly room: number;
      readonly met: readonly HeldGold[];
    },
  ): Promise<Found> {
    const { request } = walk;
    const picks: Pick[] = met.slice(0, Math.max(0, room)).map((gold) => ({ gold }));
    if (trust !== null && request.trust?.goldOnly) return this.#goldAlone(walk, trust, room, picks);
    const information = new ClaimInformation(this.#parts.models, request, sha256);
    const picked = new Set(picks.map(idOf));
    const isFor = (stored: Stored<TaskState>): boolean =>
      !picked.has(stored.id) && whyNotFor(queue.taskOf(stored), request) === null;
    // What another claim is about to take it may not get: then it is still there for this worker.
    const isOver = ({ id, state }: Stored<TaskState>): boolean =>
      picked.has(id) || whyNotFor(state.task, request) !== null;
    while (picks.length < room) {
      const next = await walk.next(room - picks.length);
      if (next === null) break;
      const { stored } = next;
      if (stored === null || !isFor(stored)) {
        walk.pass(stored === null || isOver(stored));
        continue;
      }
      // What was picked may be met again where a page was read anew.
      const others = () =>
        walk
          .behind(choiceMax - 1)
          .map((other) =>
            other.stored === null || picked.has(other.stored.id) ? null : queue.taskOf(other.stored),
          );
      const behind = await answeredInTime(information.mostTelling(queue.taskOf(stored), others));
      const chosen = behind === 0 ? next : walk.placed(behind);
      const task = present(chosen.stored, 'a task that was chosen');
      const upcoming = (randomness: number): Task | null => walk.upcoming(randomness);
      const turn = trust === null ? 'give' : await answeredInTime(trust.turn(task.state.task, upcoming));
      if (turn !== 'give' && turn !== 'passed_over') {
        picks.push({ gold: turn });
        continue;
      }
      if (turn === 'give' && isFor(task)) {
        picks.push({ stored: task, entry: chosen.entry });
        picked.add(task.id);
        queue.plan(task, assignment(request));
      }
      const isForGood = turn === 'passed_over' || isOver(task);
      if (behind === 0) walk.pass(isForGood);
      else walk.passBehind(behind, isForGood);
    }
    return { picks, more: picks.length < room && walk.isCutShort, isGoldUsedUp: false };
  }

  /** Gold tasks alone, such as the worker's next task is. The worker's place in the queue stays. */
  async #goldAlone(walk: QueueWalk, trust: ClaimTrust, room: number, picks: Pick[]): Promise<Found> {
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
}

export const idOf = (pick: Pick): string => ('gold' in pick ? pick.gold.task.taskId : pick.stored.id);

export function goldsIn(picks: readonly Pick[]): readonly HeldGold[] {
  return picks.flatMap((pick) => ('gold' in pick ? [pick.gold] : []));
}
