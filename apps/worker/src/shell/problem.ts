import { ASGGatewayConnectionError, ASGGatewayHTTPError } from '@asg/sdk';
import { words } from '../words/index.ts';

/** What to tell a person about a failure. The server's own words where it refused. */
export function problemText(error: unknown): string {
  if (error instanceof ASGGatewayConnectionError) return words.errors.network;
  if (!(error instanceof ASGGatewayHTTPError) || error.status >= 500) return words.errors.server;
  if (error.status === 429) return words.errors.tooMany;
  return error.details[0]?.message ?? error.message;
}
