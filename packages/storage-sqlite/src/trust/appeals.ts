import type { DatabaseSync } from 'node:sqlite';
import { appealSubjectKey, applyTaskCommand } from '@asg/domain';
import type * as port from '@asg/storage';
import type { AnswerAppeal, AppealRecord, OpenAppeal, OpenAppealOutcome } from '@asg/storage';
import type { WorkerWriter } from '../accounts/workers.ts';
import { Query, type RecordRow, recordOf, recordsOf, type Statement, statement } from '../sql.ts';
import type { TaskTable } from '../tasks/task-table.ts';
import type { Sync } from '../writing/sync.ts';

/** Reads what workers contest. */
export class AppealReader implements port.AppealReader {
  readonly #one: Query<RecordRow>;
  readonly #ofWorker: Query<RecordRow>;
  readonly #waiting: Query<RecordRow>;

  constructor(db: DatabaseSync) {
    const page = '(?1 is null or id < ?1) order by id desc limit ?2';
    this.#one = new Query(db, 'select record from appeal where id = ?');
    this.#ofWorker = new Query(db, `select record from appeal where worker_id = ?3 and ${page}`);
    this.#waiting = new Query(db, `select record from appeal where is_open = 1 and ${page}`);
  }

  async get(appealId: string): Promise<AppealRecord | null> {
    return recordOf(this.#one.get(appealId));
  }

  async ofWorker(workerId: string, { limit, before }: port.Page): Promise<readonly AppealRecord[]> {
    return recordsOf(this.#ofWorker.all(before, limit, workerId));
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
  }

  open({ appeal, openMax }: OpenAppeal): OpenAppealOutcome {
    const { appealId, workerId, about } = appeal;
    const subject = appealSubjectKey(about);
    const known = this.#bySubject.get(workerId, subject);
    if (known !== undefined) return known.id === appealId ? 'opened' : 'contested';
    if ((this.#countOpen.get(workerId)?.count ?? 0) >= openMax) return 'too_many';
    this.#insert.run(appealId, workerId, subject, JSON.stringify(appeal));
    return 'opened';
  }

  answer({ appealId, upheld, text, nowMs }: AnswerAppeal): AppealRecord | null {
    const appeal = recordOf<AppealRecord>(this.#select.get(appealId));
    if (appeal === null || appeal.answer !== null) return appeal;
    const answered: AppealRecord = { ...appeal, answer: { upheld, text, atMs: nowMs } };
    this.#answer.run(JSON.stringify(answered), appealId);
    if (upheld) this.#carryOut(appeal, nowMs);
    return answered;
  }

  #carryOut({ workerId, about }: AppealRecord, nowMs: number): void {
    if (about.kind === 'suspension') {
      this.#workers.setStatus({ workerId, suspension: null, sinceMs: about.sinceMs });
      return;
    }
    const stored = this.#tasks.load(about.taskId);
    if (stored === null) return;
    const outcome = applyTaskCommand(stored.task, { do: 'concede', nowMs });
    if (outcome.kind === 'applied') this.#tasks.save(stored, outcome.task, nowMs);
  }
}
