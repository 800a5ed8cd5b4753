import type { DatabaseSync } from 'node:sqlite';
import { type Consequences, type GivenLabel, signalsAfterLabel } from '@asg/domain';
import { bareTask } from '../compact/ids.ts';
import type { WordTable } from '../compact/words.ts';
import { type Statement, statement } from '../sql.ts';
import { Additions } from '../writing/additions.ts';
import type { SignalTable } from './signal-table.ts';

/** What workers did and how: their totals, history and signals, written with their labels. */
export class WorkerActivity {
  readonly #words: WordTable;
  readonly #totals: Additions;
  readonly #remember: Statement;
  readonly #signals: SignalTable;

  constructor(db: DatabaseSync, words: WordTable, signals: SignalTable) {
    this.#words = words;
    this.#signals = signals;
    this.#totals = new Additions(
      statement(
        db,
        `insert into worker_total (worker_id, labels) values (?1, ?2)
         on conflict (worker_id) do update set labels = labels + ?2`,
      ),
    );
    this.#remember = statement(db, 'insert into worker_history (worker_id, at, task_id) values (?, ?, ?)');
  }

  follow({ label }: Consequences): void {
    if (label !== null) this.#labelled(label);
  }

  #labelled({ taskId, workerId, atMs: nowMs, type, position, isRight, unseen, own }: GivenLabel): void {
    this.#totals.add([workerId], [1]);
    this.#remember.run(this.#words.keyFor(workerId), nowMs, bareTask(taskId));
    if (own) return;
    const facts = { type, position, nowMs, isRight, unseen };
    this.#signals.put(workerId, signalsAfterLabel(this.#signals.of(workerId), facts));
  }

  flush(): void {
    this.#totals.flush();
  }

  forget(): void {
    this.#totals.forget();
  }
}
