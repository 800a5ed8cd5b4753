import { isValidLink, setsPassword } from '@asg/domain';
import type { EngineContext } from '../context.ts';
import { walletLinkMs } from './mails.ts';
import { hashPassword, type passwordCost } from './passwords.ts';
import type { RealmAccounts } from './realm-accounts.ts';
import type { Sessions } from './sessions.ts';
import { tokenHash } from './tokens.ts';

/** Of a password that is nobody's. */
const nobodysBytes = 32;

export interface LockedAccount {
  readonly personId: string;
  /** What was done with their wallet since then is not their choice. */
  readonly sinceMs: number;
  /** The same link sets another password. */
  readonly setsPassword: boolean;
}

/**
 * By the link of a mail about their wallet: ends every session, and no password opens the account until another one is set by a
 * link: this one, as long as nothing else happened to how they get in, or one that is asked for. Null: the link does nothing any more.
 */
export async function lockAccount(
  { storage, clock, random }: Pick<EngineContext, 'storage' | 'clock' | 'random'>,
  parts: {
    readonly accounts: RealmAccounts;
    readonly sessions: Sessions;
    readonly cost: typeof passwordCost;
  },
  secret: string,
): Promise<LockedAccount | null> {
  const { accounts, sessions, cost } = parts;
  const link = await storage.mailLinks.get(tokenHash(secret));
  const person = link && (await accounts.get(link.personId));
  if (link?.purpose !== 'wallet' || person === null || !isValidLink(link, person, clock.nowMs())) return null;
  const { personId } = person;
  const nobodys = Buffer.from(random.bytes(nobodysBytes)).toString('hex');
  const passwordHash = await hashPassword(nobodys, random, cost);
  const sinceMs = link.expiresAtMs - walletLinkMs;
  const change = { set: 'locked', passwordHash, sinceMs } as const;
  const locked = await storage.persons.change({ personId, seed: person, change });
  await accounts.passwordMoved(personId);
  await sessions.endAllBut(personId, null);
  return { personId, sinceMs, setsPassword: locked !== null && setsPassword(link, locked) };
}
