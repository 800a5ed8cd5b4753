import { changedMail, type MailChange, type MailRecord } from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { list, read, write, writeMany } from '../records/noun.ts';

interface ChangeMail {
  readonly mailId: string;
  readonly change: MailChange;
}

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
      place: ({ mailId, state, dueAtMs }: MailRecord) =>
        state === 'waiting' ? { group: '', place: `${momentText(dueAtMs)} ${mailId}` } : null,
      view: (mail) => mail,
    }),
    /** Those that have ended, by when they did. */
    ended: list({
      name: 'mails ended',
      place: ({ mailId, endedAtMs }: MailRecord) =>
        endedAtMs === null ? null : { group: '', place: `${momentText(endedAtMs)} ${mailId}` },
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
