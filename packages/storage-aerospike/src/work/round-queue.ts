import { applyTaskCommand, type QueueClass, type QueueHead, type Task } from '@asg/domain';
import { at, entryOf } from '@asg/values/present';
import type { Stored } from '../records/document.ts';
import type { TaskState } from '../tasks/task-kind.ts';
import type { assignment } from './assignment.ts';
import type { Queue, QueueEntry } from './queue.ts';

/** What a walk reads. */
export type WalkedQueue = Pick<Queue, 'classes' | 'page' | 'tasksOf' | 'remove'>;

/**
 * The queue as the claims of one round see it: what one of them reads the others do not read again, and what one is about
 * to take the others find taken.
 */
export class RoundQueue implements WalkedQueue {
  /** Where this process begins in it. */
  readonly head: QueueHead;
  readonly #queue: Queue;
  readonly #classes = new Map<string, ReturnType<Queue['classes']>>();
  readonly #pages = new Map<string, ReturnType<Queue['page']>>();
  readonly #tasks = new Map<string, Promise<Stored<TaskState> | null>>();
  readonly #planned = new Map<string, Task>();

  constructor(queue: Queue, head: QueueHead) {
    this.#queue = queue;
    this.head = head;
  }

  classes(of: readonly string[]): ReturnType<Queue['classes']> {
    return once(this.#classes, of.join(), () => this.#queue.classes(of));
  }

  page(queueClass: QueueClass, cursor: string | null, limit: number): ReturnType<Queue['page']> {
    const { rank, language } = queueClass;
    const name = JSON.stringify([rank, language, cursor, limit]);
    return once(this.#pages, name, () => this.#queue.page(queueClass, cursor, limit));
  }

  tasksOf(entries: readonly QueueEntry[]): ReturnType<Queue['tasksOf']> {
    const nameOf = ({ list, key }: QueueEntry): string => `${list} ${key}`;
    const unread = entries.filter((entry) => !this.#tasks.has(nameOf(entry)));
    const read = this.#queue.tasksOf(unread);
    for (const [index, entry] of unread.entries())
      this.#tasks.set(
        nameOf(entry),
        read.then((all) => at(all, index)),
      );
    return Promise.all(entries.map((entry) => entryOf(this.#tasks, nameOf(entry))));
  }

  remove(queueClass: QueueClass): Promise<void> {
    return this.#queue.remove(queueClass);
  }

  /** The task with what this round's claims are about to take of it. */
  taskOf({ id, state }: Stored<TaskState>): Task {
    return this.#planned.get(id) ?? state.task;
  }

  plan(stored: Stored<TaskState>, command: ReturnType<typeof assignment>): void {
    const outcome = applyTaskCommand(this.taskOf(stored), command);
    if (outcome.kind === 'applied') this.#planned.set(stored.id, outcome.task);
  }
}

function once<Key, Value>(made: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}
