import { changedMail, type MailChange, type MailRecord } from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { list, read, write, writeMany } from '../records/noun.ts';

interface ChangeMail {
  readonly mailId: string;
  readonly change: MailChange;
}

/** The place of a mail in a list by moments: of those that wait, and of those that have ended. */
export const mailPlace = (atMs: number, { mailId }: Pick<MailRecord, 'mailId'>): string =>
  `${momentText(atMs)} ${mailId}`;

/** Mails, by their ids: those that wait, and for a while those that do not any more. */
export const mails = {
  name: 'mai',
  reads: {
    get: read(
      (mailId: string) => mailId,
      (found: MailRecord | null) => found,
    ),
  },
  lists: {
    /** Those that wait, by when they are due; a place begins with the moment. */
    due: list({
      name: 'mails due',
      place: (mail: MailRecord) =>
        mail.state === 'waiting' ? { group: '', place: mailPlace(mail.dueAtMs, mail) } : null,
      view: (mail) => mail,
    }),
    /** Those that have ended, by when they did. */
    ended: list({
      name: 'mails ended',
      place: (mail: MailRecord) =>
        mail.endedAtMs === null ? null : { group: '', place: mailPlace(mail.endedAtMs, mail) },
      view: (mail) => mail,
    }),
    /** All to one address, lower-cased. */
    toAddress: list({
      name: 'mails address',
      place: ({ mailId, to }: MailRecord) => ({ group: to.trim().toLowerCase(), place: mailId }),
      view: (mail) => mail,
    }),
  },
  writes: {
    /** Whatever became of it: whom it told is erased. */
    erase: writeMany(
      write(
        (mailId: string) => mailId,
        (found: MailRecord | null) => ({ after: found === null ? undefined : null, result: null }),
      ),
    ),
    /** The mail of that id: this one, or the one that was there. */
    queue: write(
      ({ mailId }: MailRecord) => mailId,
      (found: MailRecord | null, mail) => ({
        after: found === null ? mail : undefined,
        result: found ?? mail,
      }),
    ),
    /** Whether it changed anything. */
    change: write(
      ({ mailId }: ChangeMail) => mailId,
      (found: MailRecord | null, { change }) => {
        const after = found && changedMail(found, change);
        const isChanged = after !== null && after !== found;
        return { after: isChanged ? after : undefined, result: isChanged };
      },
    ),
    remove: writeMany(
      write(
        (mailId: string) => mailId,
        (found: MailRecord | null) => ({
          after: found === null || found.state === 'waiting' ? undefined : null,
          result: null,
        }),
      ),
    ),
  },
} as const;
