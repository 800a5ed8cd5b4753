import { poolOfAudience, type QueueClass, rankCount } from '@asg/domain';
import { at } from '@asg/domain/present';
import type { Stored } from '../records/document.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type TaskState, tasks } from '../tasks/task-kind.ts';

/** The groups that classes are in: the public's, one for each organisation's own people, and the names of those organisations. */
const classesOf = (pool: string): string => (pool === '' ? 'classes' : `classes|${pool}`);
const pools = 'classes|pools';
const stampDigits = 9;

interface QueueFacts extends QueueClass {
  readonly taskId: string;
  readonly ticket: number;
  readonly nowMs: number;
}

export interface QueueEntry {
  readonly list: string;
  readonly key: string;
  readonly taskId: string;
  readonly ticket: number;
  /** Sorts entries of different classes by arrival, as far as clocks agree. */
  readonly stamp: string;
}

export const queueList = ({ rank, language }: QueueClass): string => `queue|${rankKey(rank)}|${language}`;
const rankKey = (rank: number): string => String(rank).padStart(2, '0');
const className = ({ rank, language }: QueueClass): string => `${rankKey(rank)} ${language}`;

/**
 * The router's queue: a log for each class. A place in it is given in the write that makes the entry, so that none ever
 * appears behind a worker's cursor. An entry counts while its task has its ticket; stale ones are removed when found.
 */
export class Queue {
  readonly #records: RecordStore;
  #stamps = 0;

  constructor(records: RecordStore) {
    this.#records = records;
    records.effects.register('queue', (facts: QueueFacts) => this.#enter(facts));
  }

  async #enter({ taskId, ticket, nowMs, rank, language }: QueueFacts): Promise<void> {
    const stamp = momentKey(nowMs) + String(this.#stamps++).padStart(stampDigits, '0');
    await this.#records.lists.append(queueList({ rank, language }), [`${stamp} ${ticket} ${taskId}`]);
    const pool = poolOfAudience(language);
    if (pool !== '') await this.#records.groups.add(pools, pool);
    await this.#records.groups.add(classesOf(pool), className({ rank, language }));
  }

  /** Classes that may have tasks in them, by rank. `of`: those for the own people of these organisations, in place of the public's. */
  async classes(of: readonly string[] = ['']): Promise<readonly (readonly QueueClass[])[]> {
    const byRank: QueueClass[][] = Array.from({ length: rankCount }, () => []);
    const { groups } = this.#records;
    const found = await Promise.all(
      of.map((pool) => groups.members(classesOf(pool), null, Number.MAX_SAFE_INTEGER)),
    );
    for (const name of found.flat()) {
      const rank = Number(name.slice(0, 2));
      byRank[rank]?.push({ rank, language: name.slice(3) });
    }
    return byRank;
  }

  /** Up to so many organisations whose own people may have tasks waiting. */
  pools(max: number): Promise<readonly string[]> {
    return this.#records.groups.members(pools, null, max);
  }

  /** Entries behind a cursor, in the order of arrival. */
  async page(queueClass: QueueClass, cursor: string | null, limit: number): Promise<readonly QueueEntry[]> {
    const list = queueList(queueClass);
    const entries = await this.#records.lists.after(list, cursor, limit);
    return entries.map(([key, value]) => {
      const [stamp = '', ticket = '', taskId = ''] = value.split(' ');
      return { list, key, taskId, ticket: Number(ticket), stamp };
    });
  }

  /** The tasks of entries, null for those that are dead, which are taken out. */
  async tasksOf(entries: readonly QueueEntry[]): Promise<readonly (Stored<TaskState> | null)[]> {
    const stored = await this.#records.documents.readMany(
      tasks,
      entries.map(({ taskId }) => taskId),
    );
    // An entry that was made twice, after a death or a lost answer, counts once.
    const met = new Set<string>();
    const alive = entries.map((entry, index) => {
      const found = at(stored, index);
      if (found === null || found.state.ticket !== entry.ticket || met.has(entry.taskId)) return null;
      met.add(entry.taskId);
      return found;
    });
    const dead = entries.filter((_, index) => alive[index] === null);
    await Promise.all(
      [...Map.groupBy(dead, ({ list }) => list)].map(([list, all]) =>
        this.#records.lists.remove(
          list,
          all.map(({ key }) => key),
        ),
      ),
    );
    return alive;
  }

  /** To be called when a class was found without entries. */
  async remove(queueClass: QueueClass): Promise<void> {
    const { groups } = this.#records;
    const pool = poolOfAudience(queueClass.language);
    const group = classesOf(pool);
    await groups.remove(group, className(queueClass), queueList(queueClass));
    if (pool !== '' && (await groups.members(group, null, 1)).length === 0)
      await groups.remove(pools, pool, group);
  }
}
