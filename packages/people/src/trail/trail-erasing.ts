import { trailRecordOf } from '@asg/domain';
import { trailPlace } from '@asg/storage';
import { last } from '@asg/values/present';
import type { EngineContext } from '../context.ts';
import { keepTails } from './tidy.ts';

const pageSize = 200;

/**
 * Forgets what a trail says of people, and leaves the chain as it is: hashes of what is forgotten stay, their salts do not.
 * `actorId`: only of what this person did or what was done to them, or says one of their e-mails. Again, it changes nothing.
 */
export async function eraseTrail(
  { storage }: Pick<EngineContext, 'storage'>,
  {
    ownerId,
    actorId,
    emails = new Set(),
  }: {
    readonly ownerId: string;
    readonly actorId?: string;
    /** Lower-cased. */
    readonly emails?: ReadonlySet<string>;
  },
): Promise<void> {
  const head = await storage.trailHeads.get(ownerId);
  if (head === null) return;
  await keepTails({ storage }, [head]);
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof storage.trailEntries.ofOwner>> = await storage.trailEntries.ofOwner(
      { group: ownerId, limit: pageSize, after },
    );
    const meant = page.filter((entry) => {
      if (entry.personal === null) return false;
      if (actorId === undefined) return true;
      const record = trailRecordOf(entry);
      const isTheirs = record?.actor?.id === actorId || record?.object === actorId;
      return isTheirs || Object.values(entry.personal.values).some((text) => emails.has(keyOf(text)));
    });
    await storage.trailEntries.erase(meant);
    if (meant.length > 0)
      await storage.trailHeads.erase({ ownerId, numbers: meant.map(({ number }) => number) });
    if (page.length < pageSize) return;
    after = trailPlace(last(page).number);
  }
}

const keyOf = (text: string): string => text.trim().toLowerCase();
