import type { Person } from './person.ts';

/** Whether a session still opens its person's account. `revision`: the person's, when it was opened. */
export function isLiveSession(
  { revision, expiresAtMs }: { readonly revision: number; readonly expiresAtMs: number },
  person: Pick<Person, 'revision'>,
  nowMs: number,
): boolean {
  return revision === person.revision && nowMs < expiresAtMs;
}
