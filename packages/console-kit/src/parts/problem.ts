import { ASGGatewayConnectionError, ASGGatewayHTTPError } from '@asg/sdk';

/** The text shown for a failure: the server's own where it refused. */
export function problemText(error: unknown): string {
  if (error instanceof ASGGatewayConnectionError)
    return 'No connection to the server. Check your network and try again.';
  if (!(error instanceof ASGGatewayHTTPError) || error.status >= 500)
    return 'The server cannot answer right now. Try again in a moment.';
  if (error.status === 429) return 'Too many requests at once. Wait a moment, then try again.';
  return error.details.length === 0 ? error.message : error.details.map(({ message }) => message).join('. ');
}

/** What is wrong with a field of a form that was sent, or null. */
export const aboutField = (error: unknown, field: string): string | null =>
  error instanceof ASGGatewayHTTPError ? error.about(field) : null;
