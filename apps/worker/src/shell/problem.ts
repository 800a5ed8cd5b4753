import { ASGGatewayConnectionError, ASGGatewayHTTPError } from '@asg/sdk';
import { messages } from '../i18n/index.ts';

const texts: Readonly<Record<string, string>> = messages.refusals;
const rules: Readonly<Record<string, (values: { readonly what: string }) => string>> = messages.rules;
const { notAccepted, notPossible, gone } = messages.errors;
const byCode: Readonly<Record<string, string>> = {
  CONFLICT: notPossible,
  GONE: notPossible,
  NOT_FOUND: gone,
};

/** The text shown for a failure: what its reason is called in the language of the app, else the server's own. */
export function problemText(error: unknown): string {
  if (error instanceof ASGGatewayConnectionError) return messages.errors.network;
  if (!(error instanceof ASGGatewayHTTPError) || error.status >= 500) return messages.errors.server;
  if (error.status === 429) return messages.errors.tooMany;
  const { code, reason, details, message } = error;
  const [first] = details;
  if (reason === 'validation_failed' && first !== undefined) return ruleText(first);
  return texts[reason ?? ''] ?? byCode[code ?? ''] ?? message;
}

/** What is wrong with a field; null: nothing is. */
export function fieldProblem(error: unknown, field: string): string | null {
  if (!(error instanceof ASGGatewayHTTPError)) return null;
  const detail = error.details.find((one) => one.field === field);
  return detail === undefined ? null : ruleText(detail);
}

function ruleText({
  constraint,
  message,
}: {
  readonly constraint: string;
  readonly message: string;
}): string {
  const why = message.slice(message.indexOf(': ') + 1).trim();
  return rules[constraint]?.({ what: why }) ?? notAccepted({ what: message });
}
