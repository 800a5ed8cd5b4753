import { ASGGatewayHTTPError } from '@asg/sdk';
import { messages } from '../i18n/index.ts';

/** What is wrong with the new password; null: something else is. */
export function passwordProblem(error: unknown): string | null {
  if (!(error instanceof ASGGatewayHTTPError)) return null;
  const { constraint } = error.details.find(({ field }) => field === 'password') ?? {};
  if (constraint === undefined) return null;
  return constraint === 'guessable' ? messages.security.guessable : messages.signUp.needPassword;
}
