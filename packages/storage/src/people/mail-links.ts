import type { MailLink } from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { list, read, write, writeMany } from '../records/noun.ts';

/** Links that were sent by mail, by the hashes of their secrets. */
export const mailLinks = {
  name: 'mlk',
  reads: {
    get: read(
      (hash: string) => hash,
      (found: MailLink | null) => found,
    ),
  },
  lists: {
    byExpiry: list({
      name: 'mail links expiry',
      place: ({ hash, expiresAtMs }: MailLink) => ({
        group: '',
        place: `${momentText(expiresAtMs)} ${hash}`,
      }),
      view: (link) => link,
    }),
    ofPerson: list({
      name: 'mail links person',
      place: ({ hash, personId }: MailLink) => ({ group: personId, place: hash }),
      view: (link) => link,
    }),
  },
  writes: {
    /** Repeating changes nothing. */
    open: write(
      ({ hash }: MailLink) => hash,
      (found: MailLink | null, link) => ({ after: found === null ? link : undefined, result: found ?? link }),
    ),
    remove: writeMany(
      write(
        (hash: string) => hash,
        (found: MailLink | null) => ({ after: found === null ? undefined : null, result: null }),
      ),
    ),
  },
} as const;
