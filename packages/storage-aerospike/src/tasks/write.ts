import {
  applyTaskCommand,
  houseCustomerId,
  type Task,
  type TaskCommand,
  type TaskOutcome,
} from '@asg/domain';
import type { Storage, TaskChange, TaskStretch } from '@asg/storage';
import type { Changer, Stored } from '../records/document.ts';
import { above, below, momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type ChangeFacts, consequences, queued } from './consequences.ts';
import { lists, type TaskState, tasks } from './task-kind.ts';

/** A change of a task, with what is known of it beside the command. */
export interface KnownChange extends TaskChange, Partial<Omit<ChangeFacts, 'nowMs'>> {
  /** The task as it was lately; saves the reading of it. */
  readonly known?: Stored<TaskState> | undefined;
}

/** Tasks: each change is a command applied to one record. */
export class Tasks {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async task(taskId: string): Promise<Task | null> {
    return (await this.#records.documents.read(tasks, taskId))?.state.task ?? null;
  }

  async tasks(taskIds: readonly string[]): Promise<readonly (Task | null)[]> {
    const found = await this.#records.documents.readMany(tasks, taskIds);
    return found.map((stored) => stored?.state.task ?? null);
  }

  async tasksOf({ customerId, after, before, limit }: TaskStretch): Promise<readonly Task[]> {
    const found = await this.#records.documents.listed(tasks, lists.ofCustomer(customerId), {
      limit,
      before: before === null ? null : below(before),
      down: after === null ? null : above(after),
    });
    return found.map(({ state }) => state.task);
  }

  /** Customer by customer; the cursor is the last task. */
  async scan({
    after,
    limit,
  }: Parameters<Storage['tasks']['scan']>[0]): ReturnType<Storage['tasks']['scan']> {
    const found: Task[] = [];
    const last = after === null ? null : await this.task(after);
    let customerId = last?.customerId ?? (await this.#customerAfter(null));
    let edge = last === null ? null : above(last.taskId);
    while (customerId !== null) {
      const page = await this.#records.documents.listed(tasks, lists.ofCustomer(customerId), {
        limit: limit - found.length,
        after: edge,
      });
      found.push(...page.map(({ state }) => state.task));
      if (found.length === limit) return { tasks: found, next: found.at(-1)!.taskId };
      customerId = await this.#customerAfter(customerId);
      edge = null;
    }
    return { tasks: found, next: null };
  }

  /** The operator's own tasks come after those of all customers. */
  async #customerAfter(customerId: string | null): Promise<string | null> {
    if (customerId === houseCustomerId) return null;
    const edge = customerId === null ? null : above(customerId);
    const [next] = await this.#records.lists.after('customers', edge, 1);
    return next?.[1] ?? houseCustomerId;
  }

  async change(changes: readonly KnownChange[]): Promise<readonly (TaskOutcome | null)[]> {
    const outcomes: (TaskOutcome | null)[] = new Array(changes.length);
    let round = changes.map((change, index) => ({ change, index }));
    while (round.length > 0) {
      // Changes of one task go one after the other, in the order given.
      const met = new Set<string>();
      const now = round.filter(({ change }) => !met.has(change.taskId) && met.add(change.taskId));
      round = round.filter((one) => !now.includes(one));
      const results = await this.#records.documents.changeMany(
        tasks,
        now.map(({ change }) => ({ id: change.taskId, known: change.known, changer: changerOf(change) })),
      );
      now.forEach(({ index }, at) => {
        outcomes[index] = results[at]!;
      });
    }
    return outcomes;
  }

  async cancel({ taskId, nowMs }: { taskId: string; nowMs: number }): Promise<TaskOutcome | null> {
    const command = { do: 'cancel', nowMs } as const;
    return (await this.change([{ taskId, command, givesQuotaBack: true }]))[0] ?? null;
  }

  async lapse({
    nowMs,
    limit,
  }: {
    nowMs: number;
    limit: number;
  }): Promise<{ examined: number; closed: readonly Task[] }> {
    const until = momentKey(nowMs + 1);
    const leases = await this.#records.lists.after(lists.leases, null, limit, until);
    const rest = limit - leases.length;
    const deadlines = rest === 0 ? [] : await this.#records.lists.after(lists.deadlines, null, rest, until);
    const due = [...new Set([...leases, ...deadlines].map(([, taskId]) => taskId))];
    const outcomes = await this.change(due.map((taskId) => ({ taskId, command: { do: 'lapse', nowMs } })));
    // What did not change has left its place already, and only the entry is still there.
    await this.#records.documents.placed(tasks, lists.leases, leases);
    await this.#records.documents.placed(tasks, lists.deadlines, deadlines);
    const closed = outcomes.flatMap((outcome) =>
      outcome?.kind === 'applied' && outcome.task.closedAtMs !== null ? [outcome.task] : [],
    );
    return { examined: leases.length + deadlines.length, closed };
  }
}

function changerOf(change: KnownChange): Changer<TaskState, TaskOutcome | null> {
  const { command } = change;
  return (found, revision) => {
    if (found === null) return { result: null };
    const outcome = applyTaskCommand(found.task, command);
    if (outcome.kind !== 'applied') return { result: outcome };
    const facts: ChangeFacts = { ...change, nowMs: momentOf(command) };
    const place = queued(found.task, outcome.task, found.ticket, revision, facts);
    return {
      state: { task: outcome.task, ticket: place.ticket, by: found.by },
      effects: [...place.effects, ...consequences(found.task, outcome.task, facts)],
      result: outcome,
    };
  };
}

/** What has no time of its own concerns closed tasks, which want nobody at any time. */
function momentOf(command: TaskCommand): number {
  return 'nowMs' in command ? command.nowMs : 0;
}
