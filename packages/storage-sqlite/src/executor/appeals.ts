import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { applyTaskCommand } from '@asg/domain';
import type { AnswerAppeal, AppealRecord, AppealSubject, OpenAppeal, OpenAppealOutcome } from '@asg/storage';
import type { Accounts } from './accounts.ts';
import type { TaskTable } from './task-table.ts';

/** What workers contest, and the operator's answers with what follows from them. */
export class AppealTable {
  readonly #tasks: TaskTable;
  readonly #accounts: Accounts;
  readonly #select: StatementSync;
  readonly #bySubject: StatementSync;
  readonly #countOpen: StatementSync;
  readonly #insert: StatementSync;
  readonly #answer: StatementSync;

  constructor(db: DatabaseSync, tasks: TaskTable, accounts: Accounts) {
    this.#tasks = tasks;
    this.#accounts = accounts;
    this.#select = db.prepare('select record from appeal where id = ?');
    this.#bySubject = db.prepare('select id from appeal where worker_id = ? and subject = ?');
    this.#countOpen = db.prepare(
      'select count(*) as count from appeal indexed by appeal_open_by_worker where worker_id = ? and is_open = 1',
    );
    this.#insert = db.prepare(
      'insert into appeal (id, worker_id, subject, is_open, record) values (?, ?, ?, 1, ?)',
    );
    this.#answer = db.prepare('update appeal set is_open = 0, record = ? where id = ?');
  }

  open({ appeal, openMax }: OpenAppeal): OpenAppealOutcome {
    const { appealId, workerId, about } = appeal;
    const subject = subjectKey(about);
    const known = this.#bySubject.get(workerId, subject) as { id: string } | undefined;
    if (known !== undefined) return known.id === appealId ? 'opened' : 'contested';
    if ((this.#countOpen.get(workerId) as { count: number }).count >= openMax) return 'too_many';
    this.#insert.run(appealId, workerId, subject, JSON.stringify(appeal));
    return 'opened';
  }

  answer({ appealId, upheld, text, nowMs }: AnswerAppeal): AppealRecord | null {
    const row = this.#select.get(appealId) as { record: string } | undefined;
    if (row === undefined) return null;
    const appeal = JSON.parse(row.record) as AppealRecord;
    if (appeal.answer !== null) return appeal;
    const answered: AppealRecord = { ...appeal, answer: { upheld, text, atMs: nowMs } };
    this.#answer.run(JSON.stringify(answered), appealId);
    if (upheld) this.#carryOut(appeal, nowMs);
    return answered;
  }

  #carryOut({ workerId, about }: AppealRecord, nowMs: number): void {
    if (about.kind === 'suspension') {
      this.#accounts.setWorkerStatus({ workerId, suspension: null, sinceMs: about.sinceMs });
      return;
    }
    const stored = this.#tasks.load(about.taskId);
    if (stored === null) return;
    const outcome = applyTaskCommand(stored.task, { do: 'concede', nowMs });
    if (outcome.kind === 'applied') this.#tasks.save(stored, outcome.task, nowMs);
  }
}

function subjectKey(about: AppealSubject): string {
  return about.kind === 'gold_miss' ? about.taskId : `suspension ${about.sinceMs}`;
}
