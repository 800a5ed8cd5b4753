import { ASGGatewayHTTPError, isRetryable } from '@asg/sdk';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { printable } from '../terminal/printable.ts';
import { OverLimit } from './spending/spending.ts';

const fieldsTold = 20;

interface Told {
  readonly code: string;
  readonly message: string;
  readonly details: readonly { readonly field: string; readonly rule: string; readonly message: string }[];
  readonly retryable: boolean;
  readonly request_id: string | null;
}

/** An error as an agent reads it: what is wrong with which field, by which rule, and whether trying again helps. */
export function failed(error: unknown): CallToolResult {
  const told = toldOf(error);
  const fields = told.details.map(({ field, rule, message }) => `\n- ${field} (${rule}): ${message}`);
  const again = told.retryable ? '\nThe same call may succeed later; repeating it pays nothing twice.' : '';
  return {
    isError: true,
    content: [{ type: 'text', text: `${told.code}: ${told.message}${fields.join('')}${again}` }],
    structuredContent: { error: told },
  };
}

function toldOf(error: unknown): Told {
  const message = error instanceof Error ? error.message : String(error);
  const bare = { code: 'FAILED', message, details: [], retryable: isRetryable(error), request_id: null };
  if (error instanceof OverLimit)
    return {
      ...bare,
      code: 'SPENDING_LIMIT',
      details: [{ field: error.field, rule: 'maximum', message: 'the limit of this session' }],
    };
  if (!(error instanceof ASGGatewayHTTPError)) return { ...bare, message: printable(message) };
  return {
    ...bare,
    code: error.code ?? `HTTP_${error.status}`,
    message: printable(message),
    details: error.details
      .slice(0, fieldsTold)
      .map((one) => ({ field: one.field, rule: one.constraint, message: printable(one.message) })),
    request_id: error.requestId,
  };
}
