import {
  type ClaimWork,
  examinedMax,
  headWindow,
  isOfAudience,
  offerOrder,
  onlyHead,
  type QueueClass,
  type QueueHead,
  queuePageMin,
  type SeekWork,
  sectionsOf,
  type Task,
  whyNotFor,
} from '@asg/domain';
import { at, last, present } from '@asg/values/present';
import type { Stored } from '../records/document.ts';
import type { TaskState } from '../tasks/task-kind.ts';
import { type Done, doneIn, doneWith, isDone, withDone } from './done.ts';
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
  /** What the worker was done with when the walk began. */
  readonly done: Done;
  /** All that was read, ascending, and what of it is done with. */
  readonly keys: string[];
  readonly over: Set<string>;
  cursor: string | null;
  /** Entries whose tasks were not read yet, in the order in which they are offered. */
  waiting: readonly QueueEntry[];
  /** Of all entries that are still to be offered, ascending: what is offered first counts as the first that came. */
  arrivals: readonly string[];
  page: readonly Met[];
  at: number;
  isEnded: boolean;
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
  readonly #cursors: Cursors;
  readonly #head: QueueHead;
  #ranks: (readonly Lane[])[] | null = null;
  #rank = 0;
  #examined = 0;
  #next: Head | null = null;
  #hasMoved = false;

  constructor(queue: WalkedQueue, request: Request, cursors: Cursors, head = onlyHead) {
    this.request = request;
    this.#queue = queue;
    this.#cursors = cursors;
    this.#head = head;
  }

  /** Where it has come to. */
  get cursors(): Cursors {
    if (!this.#hasMoved) return this.#cursors;
    return (this.#ranks ?? [])
      .flat()
      .filter(({ over }) => over.size > 0)
      .reduce((texts, { list, done, keys, over }) => {
        return withDone(
          texts,
          list,
          doneWith(done, keys, (key) => over.has(key)),
        );
      }, this.#cursors);
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
        const [met, arrival] = [lane.page[lane.at], lane.arrivals[0] ?? ''];
        if (met !== undefined && (head === null || arrival < (head.lane.arrivals[0] ?? '')))
          head = { lane, met };
      }
      this.#next = head;
      if (head !== null) return head.met;
    }
    return null;
  }

  /** One of those that are next with the next one, from a number of 0 to 1; null: what it was is there no more. */
  upcoming(randomness: number): Task | null {
    const { lane } = present(this.#next, 'what is next');
    const met = lane.page[lane.at + Math.floor(randomness * (lane.page.length - lane.at))];
    return met?.stored?.state.task ?? null;
  }

  /** What has been read behind the next one, at most so many. */
  behind(countMax: number): readonly Met[] {
    const { lane } = present(this.#next, 'what is next');
    return lane.page.slice(lane.at + 1, lane.at + 1 + countMax);
  }

  /** What is so many places behind the next one, which it is itself at 0. */
  placed(behind: number): Met {
    const { lane } = present(this.#next, 'what is next');
    return at(lane.page, lane.at + behind);
  }

  /** It is passed before what was next, which stays next. */
  passBehind(behind: number, isForGood: boolean): void {
    const { lane } = present(this.#next, 'what is next');
    const { entry } = at(lane.page, lane.at + behind);
    lane.page = lane.page.toSpliced(lane.at + behind, 1);
    this.#passed(lane, { behind, key: entry.key, isForGood });
  }

  /** Goes on behind what was next. `isForGood`: it is done with, for this worker. */
  pass(isForGood = true): void {
    const { lane, met } = present(this.#next, 'what is next');
    lane.at++;
    this.#passed(lane, { behind: 0, key: met.entry.key, isForGood });
  }

  #passed(
    lane: Lane,
    {
      behind,
      key,
      isForGood,
    }: { readonly behind: number; readonly key: string; readonly isForGood: boolean },
  ): void {
    lane.arrivals = lane.arrivals.toSpliced(behind, 1);
    this.#examined++;
    if (!isForGood) return;
    lane.over.add(key);
    this.#hasMoved = true;
  }

  /** All classes that the worker speaks, with their first pages, which are fetched side by side. */
  async #lanes(room: number): Promise<readonly (readonly Lane[])[]> {
    if (this.#ranks !== null) return this.#ranks;
    const byRank = await this.#queue.classes(sectionsOf(this.request));
    this.#ranks = byRank.map((classes) =>
      classes
        .filter(({ language }) => isOfAudience(this.request, language))
        .map((queueClass): Lane => {
          const list = queueList(queueClass);
          const done = doneIn(this.#cursors, list);
          return {
            ...{ queueClass, list, done, keys: [], over: new Set(), cursor: done.upTo },
            ...{ waiting: [], arrivals: [], page: [], at: 0, isEnded: false },
          };
        }),
    );
    await Promise.all(this.#ranks.flat().map((lane) => this.#fill(lane, room)));
    return this.#ranks;
  }

  async #fill(lane: Lane, room: number): Promise<void> {
    while (lane.at >= lane.page.length) {
      const limit = Math.max(queuePageMin, Math.min(room, examinedMax - this.#examined));
      if (lane.waiting.length === 0) {
        if (lane.isEnded) return;
        await this.#look(lane, limit);
      }
      const entries = lane.waiting.slice(0, limit);
      lane.waiting = lane.waiting.slice(limit);
      const tasks = await this.#queue.tasksOf(entries);
      lane.page = entries.map((entry, index) => ({ entry, stored: at(tasks, index) }));
      lane.at = 0;
    }
  }

  /** Reads which entries are next, at least so many where there are, and puts them into the order in which they are offered. */
  async #look(lane: Lane, countMin: number): Promise<void> {
    const limit = Math.max(countMin, headWindow(this.#head));
    const entries = await this.#queue.page(lane.queueClass, lane.cursor, limit);
    lane.isEnded = entries.length < limit;
    if (entries.length === 0) {
      if (lane.cursor === null) await this.#queue.remove(lane.queueClass);
      return;
    }
    const fresh = entries.filter(({ key }) => !isDone(lane.done, key));
    lane.keys.push(...entries.map(({ key }) => key));
    for (const { key } of entries) if (isDone(lane.done, key)) lane.over.add(key);
    lane.cursor = last(entries).key;
    const order = offerOrder(
      this.#head,
      fresh.map(({ key }) => Number(key)),
    );
    lane.waiting = order.map((index) => at(fresh, index));
    lane.arrivals = fresh.map(({ stamp }) => stamp);
  }
}
