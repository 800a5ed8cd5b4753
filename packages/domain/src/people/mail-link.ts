import { type Person, turnsOf } from './person.ts';

/**
 * verify: the e-mail is theirs. email: it becomes the new one. reset: another password. join: there is such a person from then on.
 * invite: whoever follows it joins an organisation.
 * wallet: a new wallet is not theirs. stay: the account is not erased.
 */
export type LinkPurpose = 'verify' | 'email' | 'reset' | 'join' | 'wallet' | 'invite' | 'stay';

/** What a link in a mail does. What it does makes it void, so that it does it once. */
export interface MailLink {
  /** SHA-256 of its secret, hex. */
  readonly hash: string;
  readonly purpose: LinkPurpose;
  readonly personId: string;
  /** Where it was sent. */
  readonly email: string;
  /** Of the person, when it was made. */
  readonly revision: number;
  /** As `revision`. Not there: made before they were counted. */
  readonly turns?: number;
  readonly expiresAtMs: number;
  /** Of one to join by: the organisation that is made for them. */
  readonly organisation?: { readonly customerId: string; readonly name: string };
  /** Of one that invites: which invitation it is. */
  readonly invitation?: { readonly customerId: string; readonly invitationId: string };
}

/** Whether it may still do what it was made for, as its person is now. */
export function isValidLink(link: MailLink, person: Person, nowMs: number): boolean {
  const { purpose, email, revision } = link;
  if (nowMs >= link.expiresAtMs || purpose === 'join' || purpose === 'invite') return false;
  // Whatever a thief changed since: it only stops what was asked for.
  if (purpose === 'wallet') return true;
  if (purpose === 'verify') return person.email === email;
  // Whatever ended the sessions meanwhile.
  if (purpose === 'stay') return person.leaving !== undefined && person.email === email;
  return person.revision === revision && email === (purpose === 'email' ? person.newEmail : person.email);
}

/** Whether a valid link opens the account to another password: that of a wallet once it locked it, and nothing else happened since it was made. */
export function setsPassword({ purpose, email, turns }: MailLink, person: Person): boolean {
  if (purpose === 'reset') return true;
  return (
    purpose === 'wallet' && person.isLocked === true && email === person.email && turns === turnsOf(person)
  );
}
