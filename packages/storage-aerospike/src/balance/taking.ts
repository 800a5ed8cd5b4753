import type { AllowanceTerms, FundsRefusal, Wanted } from '@asg/domain';

/** What is taken together: so many tasks of the quota, and what they can cost at most. */
export interface Taken extends Wanted {
  readonly count: number;
}
export interface Taking extends Taken {
  /** As `takingName` makes it. */
  readonly name: string;
  /** There where it is a sandbox account that takes. */
  readonly terms: AllowanceTerms | null;
  readonly nowMs: number;
}

export type TakingOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'quota_exhausted'; readonly quotaLeft: number }
  | FundsRefusal;

/** A taking until it is known what became of it. */
export interface WaitingTaking extends Taking {
  outcome: TakingOutcome | null;
}

/** Of a taking, by its name. */
export interface End extends Taken {
  readonly name: string;
  wasOpen: boolean;
}

/** Of what ended without giving anything back. */
export const nothing: Taken = { count: 0, sats: 0, ownSats: 0 };

/** Names a taking, for `owner` (a task or a submission), and says how much money it is: who finds it can give that back. */
export function takingName(owner: string, freshName: string, { sats, ownSats }: Wanted): string {
  return `${owner} ${freshName} ${sats}${ownSats === 0 ? '' : ` own${ownSats}`}`;
}

/** Ends the name of a taking for gold, which takes no quota. */
export const goldTaking = ' gold';

/** Of a taking from before there were balances: nothing. */
export function wantedIn(name: string): Wanted {
  const [, , sats = 0, own = ''] = name.split(' ');
  return { sats: Number(sats), ownSats: Number(/^own(\d+)$/.exec(own)?.[1] ?? 0) };
}
