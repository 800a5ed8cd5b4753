import { appealSubjectKey } from '@asg/domain';
import type * as port from '@asg/storage';
import type { AnswerAppeal, AppealRecord, OpenAppeal, OpenAppealOutcome, Page } from '@asg/storage';
import type { WorkerStore } from '../accounts/workers.ts';
import type { Kind } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import { below } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { TaskStore } from '../tasks/write.ts';

/** Subjects that a worker has contested, remembered; the latest. */
const subjectsMax = 5_000;
const openList = 'appeals open';
const appealsOf = (workerId: string): string => `appeals|${workerId}`;

export const appeals: Kind<AppealRecord> = {
  name: 'apl',
  set: 'doc',
  places: ({ workerId, answer }, id) => [
    [appealsOf(workerId), id],
    ...(answer === null ? [[openList, id] as const] : []),
  ],
};

/** What a worker has contested: that each subject is once, and not too many at a time, is decided here. */
export interface Contested {
  readonly open: readonly string[];
  readonly subjects: readonly (readonly [subject: string, appealId: string])[];
}
export const contested: Kind<Contested> = { name: 'apw', set: 'doc', places: () => [] };

/** What workers contest, and the operator's answers with what follows from them. */
export class AppealStore implements port.AppealStore {
  readonly #records: RecordStore;
  readonly #tasks: TaskStore;
  readonly #workers: WorkerStore;

  constructor(records: RecordStore, tasks: TaskStore, workers: WorkerStore) {
    this.#records = records;
    this.#tasks = tasks;
    this.#workers = workers;
    records.effects.register('appeal', async (appeal: AppealRecord) => {
      await records.documents.create(appeals, appeal.appealId, appeal);
    });
    records.effects.register('answered', (appeal: AppealRecord) => this.#carryOut(appeal));
  }

  async open({ appeal, openMax }: OpenAppeal): Promise<OpenAppealOutcome> {
    const { appealId, workerId, about } = appeal;
    const subject = appealSubjectKey(about);
    return this.#records.documents.change<Contested, OpenAppealOutcome>(contested, workerId, (found) => {
      const { open, subjects } = found ?? { open: [], subjects: [] };
      const known = subjects.find(([one]) => one === subject);
      if (known !== undefined) return { result: known[1] === appealId ? 'opened' : 'contested' };
      if (open.length >= openMax) return { result: 'too_many' };
      const state = {
        open: [...open, appealId],
        subjects: [...subjects, [subject, appealId] as const].slice(-subjectsMax),
      };
      return { state, effects: [['do', 'appeal', appeal]], result: 'opened' };
    });
  }

  async answer({ appealId, upheld, text, nowMs }: AnswerAppeal): Promise<AppealRecord | null> {
    return this.#records.documents.change<AppealRecord, AppealRecord | null>(appeals, appealId, (appeal) => {
      if (appeal === null || appeal.answer !== null) return { result: appeal };
      const answered = { ...appeal, answer: { upheld, text, atMs: nowMs } };
      const effects: readonly Effect[] = [['do', 'answered', answered]];
      return { state: answered, effects, result: answered };
    });
  }

  async #carryOut({ appealId, workerId, about, answer }: AppealRecord): Promise<void> {
    await this.#records.documents.change<Contested, null>(contested, workerId, (found) =>
      found === null || !found.open.includes(appealId)
        ? { result: null }
        : { state: { ...found, open: found.open.filter((id) => id !== appealId) }, result: null },
    );
    if (answer === null || !answer.upheld) return;
    if (about.kind === 'suspension') {
      await this.#workers.setStatus({ workerId, suspension: null, sinceMs: about.sinceMs });
    } else {
      const command = { do: 'concede', nowMs: answer.atMs } as const;
      await this.#tasks.change([{ taskId: about.taskId, command }]);
    }
  }

  async get(appealId: string): Promise<AppealRecord | null> {
    return (await this.#records.documents.read(appeals, appealId))?.state ?? null;
  }

  ofWorker(workerId: string, page: Page): Promise<readonly AppealRecord[]> {
    return this.#page(appealsOf(workerId), page);
  }

  waiting(page: Page): Promise<readonly AppealRecord[]> {
    return this.#page(openList, page);
  }

  async #page(list: string, { limit, before }: Page): Promise<readonly AppealRecord[]> {
    const edge = before === null ? null : below(before);
    const found = await this.#records.documents.listed(appeals, list, { limit, before: edge });
    return found.map(({ state }) => state);
  }
}
