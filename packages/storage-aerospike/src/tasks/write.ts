import {
  closedIn,
  type EraseTask,
  idPrefixes,
  type OpenTasksOutcome,
  openTask,
  type Task,
  type TaskOutcome,
} from '@asg/domain';
import { systemClock } from '@asg/runtime';
import type * as port from '@asg/storage';
import type { Purses } from '../balance/purses.ts';
import { goldTaking, nothing, takingName, wantedIn } from '../balance/taking.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type KnownChange, TaskChanges } from './changes.ts';
import { countBatch } from './counting.ts';
import { eraseTask } from './erasing.ts';
import { isYoung, LateEnds } from './late-ends.ts';
import { fillLists } from './listing.ts';
import { makeTasks, openingOf, takenBy } from './opening.ts';
import { TaskReader } from './read.ts';
import { Submissions, staleAfterMs } from './submissions.ts';
import { lists, tasks } from './task-kind.ts';

/** Tasks: a request opens all of its own or none; each change is a command applied to one record. */
export class TaskStore extends TaskReader implements port.TaskStore {
  readonly #records: RecordStore;
  readonly #purses: Purses;
  readonly #submissions: Submissions;
  readonly #changes: TaskChanges;
  readonly #lateEnds: LateEnds;

  constructor(records: RecordStore, purses: Purses) {
    super(records);
    this.#records = records;
    this.#purses = purses;
    this.#submissions = new Submissions(records, purses);
    this.#changes = new TaskChanges(records.documents);
    this.#lateEnds = new LateEnds(purses, records.effects);
    records.effects.register('redress', async (task: Task) => {
      await records.documents.create(tasks, task.taskId, { task, ticket: 0, by: '' });
    });
  }

  async open(request: port.OpenTasks): Promise<OpenTasksOutcome> {
    const { batch, tasks: wanted } = request;
    const [only, ...others] = wanted;
    if (batch === null && only !== undefined && others.length === 0 && only.idempotency === null)
      return this.#openOne(request, only);
    return this.#submissions.open(request);
  }

  /** The task's own record decides: a caller who took quota and money for it and did not create it gives them back. */
  async #openOne(
    { customerId, nowMs, allowance }: port.OpenTasks,
    { order }: port.NewTask,
  ): Promise<OpenTasksOutcome> {
    const { taskId, createdAtMs } = order;
    const opened: OpenTasksOutcome = {
      kind: 'opened',
      tasks: [{ taskId, createdAtMs, repeated: false }],
      batchId: null,
      batchRepeated: false,
    };
    const wanted = takenBy([order]);
    const name = takingName(taskId, this.#records.freshName(), wanted);
    const taking = { ...wanted, name, terms: allowance ?? null, nowMs };
    const taken = await this.#purses.take(customerId, taking);
    if (taken.kind !== 'taken') {
      const known = await this.#records.documents.read(tasks, taskId);
      return known === null ? taken : opened;
    }
    const beganMs = systemClock.nowMs();
    const { effects } = this.#records;
    const { notMine, openings } = await makeTasks(this.#records, [order], name, nowMs);
    // The taking is the note of what follows: who finds it open carries that out again.
    await effects.carryOut(openings);
    if (notMine.length === 0 && isYoung({ beganMs })) {
      this.#lateEnds.add({ customerId, name, openings, beganMs });
      return opened;
    }
    const wasOpen = await this.#purses.end(customerId, name, takenBy(notMine));
    if (notMine.length > 0 || wasOpen) return opened;
    // It took so long that all was given back meanwhile: it is taken again, or the task is not opened after all.
    const late = `${name} late`;
    const again = await this.#purses.take(customerId, { ...taking, name: late });
    if (again.kind === 'taken') await this.#purses.end(customerId, late, nothing);
    else await this.change([{ taskId, command: { do: 'cancel', nowMs } }]);
    return again.kind === 'taken' ? opened : again;
  }

  change(changes: readonly KnownChange[]): Promise<readonly (TaskOutcome | null)[]> {
    return this.#changes.make(changes);
  }

  close(): Promise<void> {
    return this.#lateEnds.close();
  }

  async cancel({ taskId, nowMs }: { taskId: string; nowMs: number }): Promise<TaskOutcome | null> {
    const command = { do: 'cancel', nowMs } as const;
    return (await this.change([{ taskId, command, givesQuotaBack: true }]))[0] ?? null;
  }

  async giveUp({ taskId, nowMs }: { taskId: string; nowMs: number }): Promise<TaskOutcome | null> {
    const command = { do: 'give_up', nowMs } as const;
    return (await this.change([{ taskId, command, givesQuotaBack: true }]))[0] ?? null;
  }

  takeDown({
    taskIds,
    nowMs,
  }: {
    taskIds: readonly string[];
    nowMs: number;
  }): Promise<readonly (TaskOutcome | null)[]> {
    const command = { do: 'moderate', moderation: 'taken_down', nowMs } as const;
    return this.change(taskIds.map((taskId) => ({ taskId, command, givesQuotaBack: true })));
  }

  erase({ taskId, ...request }: EraseTask & { taskId: string }): Promise<Task | null> {
    return eraseTask(this.#records, taskId, request);
  }

  countBatch(batchId: string): Promise<boolean> {
    return countBatch(this.#records, batchId);
  }

  fillLists(request: port.FillLists): Promise<string | null> {
    return fillLists(this.#records, request);
  }

  async lapse({
    nowMs,
    limit,
  }: {
    nowMs: number;
    limit: number;
  }): Promise<{ examined: number; closed: readonly Task[] }> {
    const until = momentKey(nowMs + 1);
    const first = (list: string) => this.#records.lists.after(list, null, limit, until);
    const [claims, overdue] = await Promise.all([first(lists.claims), first(lists.deadlines)]);
    const deadlines = overdue.slice(0, limit - claims.length);
    const due = [...new Set([...claims, ...deadlines].map(([, taskId]) => taskId))];
    const outcomes = await this.change(due.map((taskId) => ({ taskId, command: { do: 'lapse', nowMs } })));
    // What did not change has left its place already, and only the entry is still there.
    await this.#records.documents.placed(tasks, lists.claims, claims);
    await this.#records.documents.placed(tasks, lists.deadlines, deadlines);
    return { examined: claims.length + deadlines.length, closed: closedIn(outcomes) };
  }

  /** Finishes or undoes what was begun and not ended; how much there was. */
  async sweep(request: { readonly nowMs: number; readonly limit: number }): Promise<number> {
    const finished = await this.#submissions.sweep(request);
    return finished + (await this.#undoTakings(request));
  }

  /** Takings that were not ended: for a single task that was never made, or a submission that is void. */
  async #undoTakings({ nowMs, limit }: { nowMs: number; limit: number }): Promise<number> {
    const staleMs = nowMs - staleAfterMs;
    const found = await this.#records.cluster.find('ops', limit, { upTo: staleMs });
    let ended = 0;
    for (const { id } of found) {
      const customerId = id.slice(id.indexOf(':') + 1);
      for (const [name, atMs] of await this.#purses.open(customerId)) {
        if (atMs > staleMs) continue;
        const [taskId = ''] = name.split(' ');
        if (!taskId.startsWith(idPrefixes.task)) {
          if (await this.#submissions.endTaking(name)) ended++;
          continue;
        }
        const made = await this.#records.documents.read(tasks, taskId);
        const isMade = made !== null && name.startsWith(made.state.by);
        if (isMade && !name.endsWith(goldTaking)) {
          const opened = { ...made.state, task: openTask(made.state.task) };
          await this.#records.effects.carryOut([openingOf(opened, atMs)]);
        }
        // Gold takes money alone, and of its owner.
        const count = name.endsWith(goldTaking) ? 0 : 1;
        const back = isMade ? nothing : { count, ...wantedIn(name) };
        if (await this.#purses.end(customerId, name, back)) ended++;
      }
    }
    return ended;
  }
}
