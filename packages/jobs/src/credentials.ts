import type { JobDelivery } from '@asg/domain';
import { type IntakeRules, urlProblem } from '@asg/engines';
import type { ObjectCredentials } from '@asg/object-store';
import type { Violation } from '@asg/people';

/** What is wrong with credentials, by themselves and for where results go. */
export function credentialViolations(
  credentials: ObjectCredentials | null,
  delivery: JobDelivery | null,
  { insecureHosts }: Pick<IntakeRules, 'insecureHosts'>,
): readonly Violation[] {
  const found: Violation[] = [];
  if (credentials?.kind === 's3' && credentials.endpoint !== null) {
    const problem = urlProblem(credentials.endpoint, insecureHosts);
    const field = 'credentials.endpoint';
    if (problem !== null) found.push({ field, constraint: 'url', message: `${field} ${problem}` });
  }
  if (delivery !== null && credentials?.kind !== delivery.type) {
    const message = 'delivery needs credentials for its own kind of store';
    found.push({ field: 'delivery', constraint: 'credentials', message });
  }
  return found;
}
