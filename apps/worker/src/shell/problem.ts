import { ApiError, NetworkError } from '@asg/sdk/browser';
import { words } from '../words/index.ts';

/** What to tell a person about a failure. The server's own words where it refused. */
export function problemText(error: unknown): string {
  if (error instanceof NetworkError) return words.errors.network;
  if (!(error instanceof ApiError) || error.status >= 500) return words.errors.server;
  if (error.status === 429) return words.errors.tooMany;
  return error.details[0]?.message ?? error.message;
}
