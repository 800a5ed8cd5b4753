import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@asg/runtime';

/** Sends a request until there is an answer that is not a failure of the server; a refusal is an answer. */
export type Ask = <T>(
  method: string,
  path: string,
  token: string | null,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly body: T }>;

const pauseMs = 50;

/** A client as behind a balancer: any of the gateways, another one where that is down. */
export function anyOf(gateways: readonly string[], random: Random): Ask {
  let turn = random.bytes(1)[0]!;
  return async <T>(
    method: string,
    path: string,
    token: string | null,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    for (;;) {
      const gateway = gateways[turn++ % gateways.length]!;
      try {
        const answer = await fetch(gateway + path, {
          method,
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...headers,
          },
          body: body === undefined ? null : JSON.stringify(body),
        });
        const text = await answer.text();
        if (answer.status < 500)
          return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T };
      } catch {
        // Refused or cut off: that gateway is down. The same request goes to the next.
      }
      await sleep(pauseMs);
    }
  };
}
