import { type QueueClass, rankCount, sectionOf } from '@asg/domain';
import { at } from '@asg/values/present';
import type { Stored } from '../records/document.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type TaskState, tasks } from '../tasks/task-kind.ts';

/** The groups that classes are in: everybody's, one for each other section, and the names of those sections. */
const classesOf = (section: string): string => (section === '' ? 'classes' : `classes|${section}`);
const sections = 'classes|pools';
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
    const section = sectionOf(language);
    if (section !== '') await this.#records.groups.add(sections, section);
    await this.#records.groups.add(classesOf(section), className({ rank, language }));
  }

  /** Classes of these sections that may have tasks in them, by rank. */
  async classes(of: readonly string[]): Promise<readonly (readonly QueueClass[])[]> {
    const byRank: QueueClass[][] = Array.from({ length: rankCount }, () => []);
    const { groups } = this.#records;
    const found = await Promise.all(
      of.map((section) => groups.members(classesOf(section), null, Number.MAX_SAFE_INTEGER)),
    );
    for (const name of found.flat()) {
      const rank = Number(name.slice(0, 2));
      byRank[rank]?.push({ rank, language: name.slice(3) });
    }
    return byRank;
  }

  /** Everybody's section, and up to so many others that may have tasks waiting. */
  async sections(max: number): Promise<readonly string[]> {
    return ['', ...(await this.#records.groups.members(sections, null, max))];
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
    const section = sectionOf(queueClass.language);
    const group = classesOf(section);
    await groups.remove(group, className(queueClass), queueList(queueClass));
    if (section !== '' && (await groups.members(group, null, 1)).length === 0)
      await groups.remove(sections, section, group);
  }
}
