import { type Refusal, refuseFields } from '../refusals/refusal.ts';

/** For a new password that a stranger would soon guess. */
export function weakPassword(): Refusal {
  const message = 'password is easy to guess: take a longer one, or a few words that do not belong together';
  return refuseFields([{ field: 'password', constraint: 'guessable', message }]);
}
