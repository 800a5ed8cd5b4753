import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { applyTaskCommand, type QueueClass, rankCount, speaks, type Task } from '@asg/domain';
import type { LeaseWork, LeaseWorkOutcome } from '@asg/storage';
import type { QueueClasses } from './queue-classes.ts';
import {
  columnsOfTask,
  type StoredTask,
  type StoredTaskRow,
  storedTask,
  type TaskTable,
} from './task-table.ts';

/** Queue entries looked at in one call; what a worker cannot be given is passed over once, not in every call. */
const examinedMax = 1_000;
const pageMin = 8;

/** One class of the queue as one worker sees it: what lies behind their cursor. */
interface Lane {
  readonly queueClass: QueueClass;
  /** Everything at or before it is done with for this worker. */
  cursor: number;
  readonly startedAt: number;
  page: readonly StoredTaskRow[];
  at: number;
  ended: boolean;
}

/** Hands out work. Its cost depends on the number asked for, not on the tasks or on what the worker did before. */
export class Leasing {
  readonly #tasks: TaskTable;
  readonly #classes: QueueClasses;
  readonly #liveLeases: StatementSync;
  readonly #cursor: StatementSync;
  readonly #putCursor: StatementSync;
  readonly #page: StatementSync;

  constructor(db: DatabaseSync, tasks: TaskTable, classes: QueueClasses) {
    this.#tasks = tasks;
    this.#classes = classes;
    this.#liveLeases = db.prepare(
      'select task_id as taskId, nonce from lease where worker_id = ? and expires_at > ?',
    );
    this.#cursor = db.prepare(
      'select queue_seq from worker_cursor where worker_id = ? and queue_rank = ? and language = ?',
    );
    this.#putCursor = db.prepare(
      `insert into worker_cursor (worker_id, queue_rank, language, queue_seq) values (?1, ?2, ?3, ?4)
       on conflict (worker_id, queue_rank, language) do update set queue_seq = ?4`,
    );
    this.#page = db.prepare(
      `select ${columnsOfTask} from task indexed by task_queue
       where queue_rank = ? and language = ? and queue_seq > ? and queue_seq is not null
       order by queue_seq limit ?`,
    );
  }

  lease(request: LeaseWork): LeaseWorkOutcome {
    const { workerId, nonce, nowMs, count, liveMax } = request;
    const live = this.#liveLeases.all(workerId, nowMs) as unknown as readonly {
      taskId: string;
      nonce: string;
    }[];
    const same = live.filter((lease) => lease.nonce === nonce);
    if (same.length > 0)
      return { tasks: same.map((lease) => this.#tasks.load(lease.taskId)!.task), more: false };

    const search = {
      request,
      room: Math.min(count, liveMax - live.length),
      examined: 0,
      found: [] as Task[],
    };
    for (let rank = 0; rank < rankCount && search.room > 0 && search.examined < examinedMax; rank++) {
      this.#searchRank(rank, search);
    }
    return { tasks: search.found, more: search.room > 0 && search.examined >= examinedMax };
  }

  /** Merges the classes of one rank that the worker speaks, the earliest arrival first. */
  #searchRank(rank: number, search: Search): void {
    const { workerId, languages } = search.request;
    const lanes: Lane[] = [];
    for (const language of this.#classes.ofRank(rank)) {
      if (speaks(languages, language)) lanes.push(this.#openLane(workerId, { rank, language }));
    }
    if (lanes.length === 0) return;
    const pageSize = Math.max(pageMin, search.room);
    while (search.room > 0 && search.examined < examinedMax) {
      let first: Lane | null = null;
      for (const lane of lanes) {
        const seq = this.#head(lane, pageSize)?.queue_seq;
        if (seq != null && (first === null || seq < first.page[first.at]!.queue_seq!)) first = lane;
      }
      if (first === null) break;
      const stored = storedTask(first.page[first.at++]!);
      first.cursor = stored.seq!;
      search.examined++;
      this.#offer(stored, search);
    }
    for (const { cursor, startedAt, queueClass } of lanes) {
      if (cursor > startedAt) this.#putCursor.run(workerId, queueClass.rank, queueClass.language, cursor);
    }
  }

  #openLane(workerId: string, queueClass: QueueClass): Lane {
    const { rank, language } = queueClass;
    const row = this.#cursor.get(workerId, rank, language) as { queue_seq: number } | undefined;
    const cursor = row?.queue_seq ?? 0;
    return { queueClass, cursor, startedAt: cursor, page: [], at: 0, ended: false };
  }

  #head(lane: Lane, pageSize: number): StoredTaskRow | null {
    if (lane.at < lane.page.length) return lane.page[lane.at]!;
    if (lane.ended) return null;
    const { rank, language } = lane.queueClass;
    lane.page = this.#page.all(rank, language, lane.cursor, pageSize) as unknown as readonly StoredTaskRow[];
    lane.at = 0;
    lane.ended = lane.page.length < pageSize;
    if (lane.page.length > 0) return lane.page[0]!;
    if (this.#page.get(rank, language, 0, 1) === undefined) this.#classes.remove(lane.queueClass);
    return null;
  }

  #offer(stored: StoredTask, search: Search): void {
    const { workerId, nonce, leaseMs, nowMs } = search.request;
    const outcome = applyTaskCommand(stored.task, { do: 'assign', workerId, nonce, leaseMs, nowMs });
    if (outcome.kind !== 'applied') return;
    this.#tasks.save(stored, outcome.task, nowMs);
    search.found.push(outcome.task);
    search.room--;
  }
}

interface Search {
  readonly request: LeaseWork;
  room: number;
  examined: number;
  readonly found: Task[];
}
