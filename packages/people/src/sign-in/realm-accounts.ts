import type { Person } from '@asg/domain';

/** The accounts of a realm, as the people who sign in to them. */
export interface RealmAccounts {
  get(personId: string): Promise<Person | null>;
  /** As they were at most a second ago; what this process changed since shows. */
  lately(personId: string, nowMs: number): Promise<Person | null>;
  byEmail(emailKey: string): Promise<Person | null>;
  /** The account has the new e-mail from now on, and nobody else can; repeated, it changes nothing. */
  changeEmail(person: Person, email: string): Promise<'changed' | 'email_taken' | 'nobody'>;
  /** An e-mail is theirs no more, or did not become theirs: somebody else can have it. */
  leaveEmail(personId: string, email: string): Promise<void>;
  /** The person has another password than before. */
  passwordMoved(personId: string): Promise<void>;
}
