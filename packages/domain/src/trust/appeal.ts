import type { AppealKind } from '../names.ts';
import type { TaskCommand } from '../task/command.ts';

export interface AppealRecord {
  readonly appealId: string;
  readonly workerId: string;
  /** Contested once. */
  readonly about: AppealSubject;
  readonly message: string;
  readonly openedAtMs: number;
  readonly answer: { readonly upheld: boolean; readonly text: string; readonly atMs: number } | null;
}

interface Subjects {
  /** `nonce`: of the claim that the label was given under; appeals from before this was kept have none. */
  readonly label: { readonly taskId: string; readonly nonce?: string };
  readonly suspension: { readonly sinceMs: number; readonly reason: string };
}

/** What a worker contests: their label on a task, or the suspension by its beginning. Appeals from when gold misses alone were contested say `gold_miss` for `label`. */
export type AppealSubject = { [K in AppealKind]: { readonly kind: K } & Subjects[K] }[AppealKind];

/** Each subject of a worker is contested once: the key that it is known by. */
export function appealSubjectKey(about: AppealSubject): string {
  return about.kind === 'suspension' ? `suspension ${about.sinceMs}` : about.taskId;
}

export interface OpenAppeal {
  readonly appeal: AppealRecord;
  readonly openMax: number;
}

/** `contested`: there is one about the same already. */
export type OpenAppealOutcome = 'opened' | 'contested' | 'too_many';

export interface AnswerAppeal {
  readonly appealId: string;
  readonly upheld: boolean;
  readonly text: string;
  readonly nowMs: number;
}

/**
 * `open`: the appeal is to be stored, then it is opened; else the answer. `knownId`: of the worker's appeal about the same;
 * `openCount`: of theirs that wait for an answer.
 */
export function openingOf(
  { appeal, openMax }: OpenAppeal,
  knownId: string | null,
  openCount: number,
): 'open' | OpenAppealOutcome {
  if (knownId !== null) return knownId === appeal.appealId ? 'opened' : 'contested';
  return openCount >= openMax ? 'too_many' : 'open';
}

/** With its answer; unchanged where it has one already: the first answer is final. */
export function answered(appeal: AppealRecord, { upheld, text, nowMs }: AnswerAppeal): AppealRecord {
  return appeal.answer === null ? { ...appeal, answer: { upheld, text, atMs: nowMs } } : appeal;
}

/** Without anybody's words: its worker is erased. The very same where there are none. */
export function erasedAppeal(appeal: AppealRecord): AppealRecord {
  const { message, about, answer } = appeal;
  const reason = about.kind === 'suspension' ? about.reason : '';
  if (message === '' && reason === '' && (answer === null || answer.text === '')) return appeal;
  return {
    ...appeal,
    message: '',
    about: about.kind === 'suspension' ? { ...about, reason: '' } : about,
    answer: answer && { ...answer, text: '' },
  };
}

/** What the answer to an appeal asks for: that the worker is reinstated, or that the label is conceded. */
export type Redress =
  | { readonly kind: 'reinstate'; readonly workerId: string; readonly sinceMs: number }
  | { readonly kind: 'concede'; readonly taskId: string; readonly command: TaskCommand };

export function redressOf({ appealId, workerId, about, answer }: AppealRecord): Redress | null {
  if (answer === null || !answer.upheld) return null;
  if (about.kind === 'suspension') return { kind: 'reinstate', workerId, sinceMs: about.sinceMs };
  const { taskId } = about;
  return { kind: 'concede', taskId, command: { do: 'concede', workerId, appealId, nowMs: answer.atMs } };
}
