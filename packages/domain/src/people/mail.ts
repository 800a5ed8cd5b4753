import type { MailLanguage, MailState, MailTemplate, Realm } from '../names.ts';

/** Something that a person is to be told by mail. What it says is composed when it is sent, so that it holds no secret. */
export interface MailRecord {
  /** Named by its cause: the same cause is one mail. */
  readonly mailId: string;
  readonly to: string;
  readonly realm: Realm;
  readonly template: MailTemplate;
  readonly language: MailLanguage;
  /** What its template asks for, by name. */
  readonly values: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  /** From then on it is worth nothing any more. */
  readonly uselessAtMs: number;
  readonly state: MailState;
  readonly attempts: number;
  readonly dueAtMs: number;
  /** Why the last attempt failed, or why it was dropped. */
  readonly problem: string | null;
  readonly endedAtMs: number | null;
}

export type NewMail = Pick<
  MailRecord,
  'mailId' | 'to' | 'realm' | 'template' | 'language' | 'values' | 'createdAtMs' | 'uselessAtMs'
>;

export function newMail(mail: NewMail): MailRecord {
  const { createdAtMs } = mail;
  return { ...mail, state: 'waiting', attempts: 0, dueAtMs: createdAtMs, problem: null, endedAtMs: null };
}

export type MailChange =
  /** An attempt is about to be made; unless it is told how it ended, another one is due then. */
  | { readonly set: 'attempt'; readonly attempt: number; readonly dueAtMs: number }
  | { readonly set: 'problem'; readonly attempt: number; readonly problem: string; readonly dueAtMs: number }
  | {
      readonly set: 'ended';
      readonly state: Exclude<MailState, 'waiting'>;
      readonly problem: string | null;
      readonly atMs: number;
    };

/** The mail after the change; the very same where it changes nothing: it has ended, or the attempt is another's. */
export function changedMail(mail: MailRecord, change: MailChange): MailRecord {
  if (mail.state !== 'waiting') return mail;
  switch (change.set) {
    case 'attempt':
      if (change.attempt !== mail.attempts + 1) return mail;
      return { ...mail, attempts: change.attempt, dueAtMs: change.dueAtMs };
    case 'problem':
      if (change.attempt !== mail.attempts) return mail;
      return { ...mail, problem: change.problem, dueAtMs: change.dueAtMs };
    case 'ended':
      return { ...mail, state: change.state, problem: change.problem, endedAtMs: change.atMs };
  }
}
