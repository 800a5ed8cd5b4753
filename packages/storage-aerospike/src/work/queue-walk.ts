import {
  type ClaimWork,
  examinedMax,
  isOfAudience,
  type QueueClass,
  queuePageMin,
  type SeekWork,
  sectionsOf,
  type Task,
  whyNotFor,
} from '@asg/domain';
import { at, present } from '@asg/values/present';
import type { Stored } from '../records/document.ts';
import type { TaskState } from '../tasks/task-kind.ts';
import { type QueueEntry, queueList } from './queue.ts';
import type { WalkedQueue } from './round-queue.ts';
import type { Cursors } from './worker-claims.ts';

export interface Met {
  readonly entry: QueueEntry;
  /** As it was read; null: the entry is dead. */
  readonly stored: Stored<TaskState> | null;
}

/** One class of the queue as one worker sees it: what lies behind their cursor. */
interface Lane {
  readonly queueClass: QueueClass;
  readonly list: string;
  cursor: string | null;
  page: readonly Met[];
  at: number;
  isEnded: boolean;
  /** Something was passed that the worker may be given later: the next walk comes by again. */
  isKept: boolean;
}

/** What is next of a class. */
interface Head {
  readonly lane: Lane;
  readonly met: Met;
}

/** A walk through the queue from where a worker's last one ended: by rank, and within a rank in the order of arrival. */
export class QueueWalk<Request extends SeekWork = ClaimWork> {
  readonly request: Request;
  readonly #queue: WalkedQueue;
  #cursors: Cursors;
  #ranks: (readonly Lane[])[] | null = null;
  #rank = 0;
  #examined = 0;
  #head: Head | null = null;

  constructor(queue: WalkedQueue, request: Request, cursors: Cursors) {
    this.request = request;
    this.#queue = queue;
    this.#cursors = cursors;
  }

  /** Where it has come to. */
  get cursors(): Cursors {
    return this.#cursors;
  }

  /** It stopped at its bound, not at the end of the queue. */
  get isCutShort(): boolean {
    return this.#examined >= examinedMax;
  }

  /** The task at which the worker's place in the queue is. */
  async first(): Promise<Task | null> {
    for (;;) {
      const met = await this.next(1);
      if (met === null || met.stored !== null) return met?.stored?.state.task ?? null;
      this.pass();
    }
  }

  /** Whether the next few of a class have a task that they may be given. To be asked of a walk that begins. */
  async has(countMax: number): Promise<boolean> {
    const lanes = (await this.#lanes(countMax)).flat();
    const met = lanes.flatMap(({ page }) => page.slice(0, countMax));
    return met.some(({ stored }) => stored !== null && whyNotFor(stored.state.task, this.request) === null);
  }

  /** What is next, `room` of which are wanted; it stays next until it is passed. */
  async next(room: number): Promise<Met | null> {
    const ranks = await this.#lanes(room);
    for (; this.#rank < ranks.length && !this.isCutShort; this.#rank++) {
      const lanes = at(ranks, this.#rank);
      await Promise.all(lanes.map((lane) => this.#fill(lane, room)));
      let head: Head | null = null;
      for (const lane of lanes) {
        const met = lane.page[lane.at];
        if (met !== undefined && (head === null || met.entry.stamp < head.met.entry.stamp))
          head = { lane, met };
      }
      this.#head = head;
      if (head !== null) return head.met;
    }
    return null;
  }

  /** One of those that are next with the next one, from a number of 0 to 1; null: what it was is there no more. */
  upcoming(randomness: number): Task | null {
    const { lane } = present(this.#head, 'what is next');
    const met = lane.page[lane.at + Math.floor(randomness * (lane.page.length - lane.at))];
    return met?.stored?.state.task ?? null;
  }

  /** What has been read behind the next one, at most so many. */
  behind(countMax: number): readonly Met[] {
    const { lane } = present(this.#head, 'what is next');
    return lane.page.slice(lane.at + 1, lane.at + 1 + countMax);
  }

  /** What is so many places behind the next one, which it is itself at 0. */
  placed(behind: number): Met {
    const { lane } = present(this.#head, 'what is next');
    return at(lane.page, lane.at + behind);
  }

  /** It is passed before what was next, which stays next. */
  passBehind(behind: number, isForGood: boolean): void {
    const { lane } = present(this.#head, 'what is next');
    lane.isKept ||= !isForGood;
    lane.page = lane.page.toSpliced(lane.at + behind, 1);
    this.#examined++;
  }

  /** Goes on behind what was next. `isForGood`: it is done with, for this worker. */
  pass(isForGood = true): void {
    const { lane, met } = present(this.#head, 'what is next');
    lane.cursor = met.entry.key;
    lane.at++;
    lane.isKept ||= !isForGood;
    this.#examined++;
    if (!lane.isKept) this.#cursors = { ...this.#cursors, [lane.list]: lane.cursor };
  }

  /** All classes that the worker speaks, with their first pages, which are fetched side by side. */
  async #lanes(room: number): Promise<readonly (readonly Lane[])[]> {
    if (this.#ranks !== null) return this.#ranks;
    const byRank = await this.#queue.classes(sectionsOf(this.request));
    this.#ranks = byRank.map((classes) =>
      classes
        .filter(({ language }) => isOfAudience(this.request, language))
        .map((queueClass) => {
          const list = queueList(queueClass);
          return {
            queueClass,
            list,
            cursor: this.#cursors[list] ?? null,
            page: [],
            at: 0,
            isEnded: false,
            isKept: false,
          };
        }),
    );
    await Promise.all(this.#ranks.flat().map((lane) => this.#fill(lane, room)));
    return this.#ranks;
  }

  async #fill(lane: Lane, room: number): Promise<void> {
    if (lane.at < lane.page.length || lane.isEnded) return;
    const limit = Math.max(queuePageMin, Math.min(room, examinedMax - this.#examined));
    const entries = await this.#queue.page(lane.queueClass, lane.cursor, limit);
    const tasks = await this.#queue.tasksOf(entries);
    lane.page = entries.map((entry, index) => ({ entry, stored: at(tasks, index) }));
    lane.at = 0;
    lane.isEnded = entries.length < limit;
    if (entries.length === 0 && lane.cursor === null) await this.#queue.remove(lane.queueClass);
  }
}
