import type { MailRecord } from '@asg/domain';
import { mailPlace } from '@asg/storage';
import type { EngineContext } from '../../context.ts';

const pageMax = 100;

interface Wanted {
  /** Lower-cased e-mails. */
  readonly keys: Iterable<string>;
  /** There was no grace in which mails to others would have gone by themselves: those are looked for as well. */
  readonly isAtOnce: boolean;
  readonly isMeant: (mail: MailRecord) => boolean;
}

/** Mails that are kept and meant: to these e-mails, or to anybody. */
export async function mailsOf(
  { mails }: Pick<EngineContext['storage'], 'mails'>,
  { keys, isAtOnce, isMeant }: Wanted,
): Promise<readonly MailRecord[]> {
  const found = new Map<string, MailRecord>();
  const look = async (
    read: (after: string | null) => Promise<readonly MailRecord[]>,
    placeOf: (mail: MailRecord) => string,
  ): Promise<void> => {
    for (let after: string | null = null; ; ) {
      const page = await read(after);
      for (const mail of page) if (isMeant(mail)) found.set(mail.mailId, mail);
      const last = page.at(-1);
      if (last === undefined || page.length < pageMax) return;
      after = placeOf(last);
    }
  };
  for (const group of keys)
    await look(
      (after) => mails.toAddress({ group, limit: pageMax, after }),
      ({ mailId }) => mailId,
    );
  if (!isAtOnce) return [...found.values()];
  await look(
    (after) => mails.due({ limit: pageMax, after }),
    (mail) => mailPlace(mail.dueAtMs, mail),
  );
  await look(
    (after) => mails.ended({ limit: pageMax, after }),
    (mail) => mailPlace(mail.endedAtMs ?? 0, mail),
  );
  return [...found.values()];
}
