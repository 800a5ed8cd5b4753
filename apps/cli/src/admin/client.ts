import { ASGAdminClient } from '@asg/sdk';
import { UsageError } from '../terminal/exit.ts';

/** Where the operator's commands go, and with what. */
export interface AdminOptions {
  readonly url: string;
  readonly json: boolean;
}

export const urlDefault = process.env.ASG_BASE_URL ?? 'http://127.0.0.1:8081';

/**
 * The client of the operator, who is told at once what a server in trouble says. The token comes from ASG_ADMIN_TOKEN alone:
 * an argument would be seen by others.
 */
export function connectAsOperator({ url }: Pick<AdminOptions, 'url'>): ASGAdminClient {
  const token = process.env.ASG_ADMIN_TOKEN ?? '';
  if (token === '') throw new UsageError('ASG_ADMIN_TOKEN must be set to the server’s admin token');
  return new ASGAdminClient({ baseUrl: url, token, retriesMax: 0, userAgent: 'asg-cli' });
}
