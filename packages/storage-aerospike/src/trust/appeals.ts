import {
  type AnswerAppeal,
  type AppealRecord,
  answered,
  appealSubjectKey,
  erasedAppeal,
  type OpenAppeal,
  type OpenAppealOutcome,
  openingOf,
  redressOf,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type { Page } from '@asg/storage';
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

  async open(request: OpenAppeal): Promise<OpenAppealOutcome> {
    const { appeal } = request;
    const { appealId, workerId } = appeal;
    const subject = appealSubjectKey(appeal.about);
    return this.#records.documents.change<Contested, OpenAppealOutcome>(contested, workerId, (found) => {
      const { open, subjects } = found ?? { open: [], subjects: [] };
      const known = subjects.find(([one]) => one === subject);
      const opening = openingOf(request, known?.[1] ?? null, open.length);
      if (opening !== 'open') return { result: opening };
      const state = {
        open: [...open, appealId],
        subjects: [...subjects, [subject, appealId] as const].slice(-subjectsMax),
      };
      return { state, effects: [['do', 'appeal', appeal]], result: 'opened' };
    });
  }

  async answer(request: AnswerAppeal): Promise<AppealRecord | null> {
    const { appealId } = request;
    return this.#records.documents.change<AppealRecord, AppealRecord | null>(appeals, appealId, (appeal) => {
      const after = appeal && answered(appeal, request);
      if (after === null || after === appeal) return { result: appeal };
      const effects: readonly Effect[] = [['do', 'answered', after]];
      return { state: after, effects, result: after };
    });
  }

  async erase(appealId: string): Promise<void> {
    await this.#records.documents.change<AppealRecord, null>(appeals, appealId, (appeal) => {
      const after = appeal && erasedAppeal(appeal);
      return after === null || after === appeal ? { result: null } : { state: after, result: null };
    });
  }

  async #carryOut(appeal: AppealRecord): Promise<void> {
    const { appealId, workerId } = appeal;
    await this.#records.documents.change<Contested, null>(contested, workerId, (found) =>
      found === null || !found.open.includes(appealId)
        ? { result: null }
        : { state: { ...found, open: found.open.filter((id) => id !== appealId) }, result: null },
    );
    const redress = redressOf(appeal);
    if (redress?.kind === 'reinstate') {
      await this.#workers.setStatus({ workerId, suspension: null, sinceMs: redress.sinceMs });
    } else if (redress !== null) {
      const { taskId, command } = redress;
      await this.#tasks.change([{ taskId, command }]);
    }
  }

  async get(appealId: string): Promise<AppealRecord | null> {
    return (await this.#records.documents.read(appeals, appealId))?.state ?? null;
  }

  ofWorker(workerId: string, page: Page): Promise<readonly AppealRecord[]> {
    return this.#page(appealsOf(workerId), page);
  }

  async ofLabels(workerId: string, taskIds: readonly string[]): Promise<readonly (AppealRecord | null)[]> {
    const { documents } = this.#records;
    const subjects = new Map((await documents.read(contested, workerId))?.state.subjects ?? []);
    const ids = taskIds.flatMap((taskId) => subjects.get(taskId) ?? []);
    const found = ids.length === 0 ? [] : await documents.readMany(appeals, ids);
    const byId = new Map(found.map((one) => [one?.state.appealId, one?.state]));
    return taskIds.map((taskId) => byId.get(subjects.get(taskId)) ?? null);
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
