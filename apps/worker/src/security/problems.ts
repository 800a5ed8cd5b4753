import { isStatus } from '@asg/sdk';
import { messages } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';

/** The text for a link or a password that does not do. */
export function securityProblem(error: unknown): string {
  if (isStatus(error, 400)) return messages.security.linkInvalid;
  if (isStatus(error, 403)) return messages.security.wrongPassword;
  if (isStatus(error, 409)) return messages.security.emailTaken;
  return problemText(error);
}
