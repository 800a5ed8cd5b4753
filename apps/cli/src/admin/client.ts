import { Failure, UsageError } from '../terminal/exit.ts';

/** Where the operator's commands go, and with what. */
export interface AdminOptions {
  readonly url: string;
  readonly json: boolean;
}

export const urlDefault = process.env.ASG_BASE_URL ?? 'http://127.0.0.1:8081';

/** Calls a route of the operator. The token comes from ASG_ADMIN_TOKEN alone: an argument would be seen by others. */
export async function callAdmin<Body>(
  { url }: AdminOptions,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Body> {
  const token = process.env.ASG_ADMIN_TOKEN ?? '';
  if (token === '') throw new UsageError('ASG_ADMIN_TOKEN must be set to the server’s admin token');
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const request = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${url}${path}`, request).catch((error: unknown) => {
    throw new Failure(`${url} does not answer: is the server running there? (--url or ASG_BASE_URL)`, {
      cause: error,
    });
  });
  const text = await response.text();
  if (!response.ok) throw new Failure(`${method} ${path}: ${response.status} ${messageOf(text)}`);
  return JSON.parse(text) as Body;
}

function messageOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === 'string') return error;
    const message = (error as { message?: unknown } | undefined)?.message;
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}
