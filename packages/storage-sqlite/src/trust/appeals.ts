import type { DatabaseSync } from 'node:sqlite';
import {
  type AnswerAppeal,
  type AppealRecord,
  answered,
  appealSubjectKey,
  applyTaskCommand,
  erasedAppeal,
  momentOf,
  type OpenAppeal,
  type OpenAppealOutcome,
  openingOf,
  type Redress,
  redressOf,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type { WorkerWriter } from '../accounts/workers.ts';
import { before, Query, type RecordRow, recordOf, recordsOf, type Statement, statement } from '../sql.ts';
import type { TaskTable } from '../tasks/task-table.ts';
import type { Sync } from '../writing/sync.ts';

/** Reads what workers contest. */
export class AppealReader implements port.AppealReader {
  readonly #one: Query<RecordRow>;
  readonly #ofWorker: Query<RecordRow>;
  readonly #ofLabels: Query<RecordRow & { readonly subject: string }>;
  readonly #waiting: Query<RecordRow>;

  constructor(db: DatabaseSync) {
    const page = `${before('id', '?1')} order by id desc limit ?2`;
    this.#one = new Query(db, 'select record from appeal where id = ?');
    this.#ofWorker = new Query(db, `select record from appeal where worker_id = ?3 and ${page}`);
    this.#ofLabels = new Query(
      db,
      'select subject, record from appeal where worker_id = ?1 and subject in (select value from json_each(?2))',
    );
    this.#waiting = new Query(db, `select record from appeal where is_open = 1 and ${page}`);
  }

  async get(appealId: string): Promise<AppealRecord | null> {
    return recordOf(this.#one.get(appealId));
  }

  async ofWorker(workerId: string, { limit, before }: port.Page): Promise<readonly AppealRecord[]> {
    return recordsOf(this.#ofWorker.all(before, limit, workerId));
  }

  async ofLabels(workerId: string, taskIds: readonly string[]): Promise<readonly (AppealRecord | null)[]> {
    const found = this.#ofLabels.all(workerId, JSON.stringify(taskIds));
    const byTask = new Map(found.map((row) => [row.subject, recordOf<AppealRecord>(row)]));
    return taskIds.map((taskId) => byTask.get(taskId) ?? null);
  }

  async waiting({ limit, before }: port.Page): Promise<readonly AppealRecord[]> {
    return recordsOf(this.#waiting.all(before, limit));
  }
}

/** What workers contest, and the operator's answers with what follows from them. */
export class AppealWriter implements Sync<port.AppealWriter> {
  readonly #tasks: TaskTable;
  readonly #workers: WorkerWriter;
  readonly #select: Statement<RecordRow>;
  readonly #bySubject: Statement<{ readonly id: string }>;
  readonly #countOpen: Statement<{ readonly count: number }>;
  readonly #insert: Statement;
  readonly #answer: Statement;
  readonly #update: Statement;

  constructor(db: DatabaseSync, tasks: TaskTable, workers: WorkerWriter) {
    this.#tasks = tasks;
    this.#workers = workers;
    this.#select = statement(db, 'select record from appeal where id = ?');
    this.#bySubject = statement(db, 'select id from appeal where worker_id = ? and subject = ?');
    this.#countOpen = statement(
      db,
      'select count(*) as count from appeal indexed by appeal_open_by_worker where worker_id = ? and is_open = 1',
    );
    this.#insert = statement(
      db,
      'insert into appeal (id, worker_id, subject, is_open, record) values (?, ?, ?, 1, ?)',
    );
    this.#answer = statement(db, 'update appeal set is_open = 0, record = ? where id = ?');
    this.#update = statement(db, 'update appeal set record = ? where id = ?');
  }

  open(request: OpenAppeal): OpenAppealOutcome {
    const { appeal } = request;
    const { appealId, workerId } = appeal;
    const subject = appealSubjectKey(appeal.about);
    const knownId = this.#bySubject.get(workerId, subject)?.id ?? null;
    const opening = openingOf(request, knownId, this.#countOpen.get(workerId)?.count ?? 0);
    if (opening !== 'open') return opening;
    this.#insert.run(appealId, workerId, subject, JSON.stringify(appeal));
    return 'opened';
  }

  answer(request: AnswerAppeal): AppealRecord | null {
    const appeal = recordOf<AppealRecord>(this.#select.get(request.appealId));
    if (appeal === null) return null;
    const after = answered(appeal, request);
    if (after === appeal) return appeal;
    this.#answer.run(JSON.stringify(after), request.appealId);
    const redress = redressOf(after);
    if (redress !== null) this.#carryOut(redress);
    return after;
  }

  erase(appealId: string): void {
    const appeal = recordOf<AppealRecord>(this.#select.get(appealId));
    if (appeal !== null) this.#update.run(JSON.stringify(erasedAppeal(appeal)), appealId);
  }

  #carryOut(redress: Redress): void {
    if (redress.kind === 'reinstate') {
      const { workerId, sinceMs } = redress;
      this.#workers.setStatus({ workerId, suspension: null, sinceMs });
      return;
    }
    const { taskId, command } = redress;
    const stored = this.#tasks.load(taskId);
    if (stored === null) return;
    const outcome = applyTaskCommand(stored.task, command);
    if (outcome.kind === 'applied') this.#tasks.save(stored, outcome.task, momentOf(command));
  }
}
