import type { Person } from './person.ts';

/** Whether a session still opens its person's account. `revision`: the person's, when it was opened. */
export function isLiveSession(
  { revision, expiresAtMs }: { readonly revision: number; readonly expiresAtMs: number },
  person: Pick<Person, 'revision'>,
  nowMs: number,
): boolean {
  return revision === person.revision && nowMs < expiresAtMs;
}

const freshMs = 15 * 60_000;

/** Whether it is so young that whoever has it surely signed in themselves. */
export function isFreshSession({ openedAtMs }: { readonly openedAtMs: number }, nowMs: number): boolean {
  return openedAtMs + freshMs > nowMs;
}
