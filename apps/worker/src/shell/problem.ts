import { ASGGatewayConnectionError, ASGGatewayHTTPError } from '@asg/sdk';
import { messages } from '../i18n/index.ts';

/** The text shown for a failure: the server's own where it refused. */
export function problemText(error: unknown): string {
  if (error instanceof ASGGatewayConnectionError) return messages.errors.network;
  if (!(error instanceof ASGGatewayHTTPError) || error.status >= 500) return messages.errors.server;
  if (error.status === 429) return messages.errors.tooMany;
  return error.details[0]?.message ?? error.message;
}
