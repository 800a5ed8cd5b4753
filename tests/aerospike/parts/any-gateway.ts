import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@asg/runtime';
import { type RawRequest, TestApi } from '@asg/testing';

/** Sends a request until there is an answer that is not a failure of the server; a refusal is an answer. */
export type Ask = <T>(
  method: RawRequest['method'],
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
    method: RawRequest['method'],
    path: string,
    token: string | null,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    for (;;) {
      const gateway = gateways[turn++ % gateways.length]!;
      try {
        const call = { method, path, body, headers, token: token ?? undefined, expect: 'any' } as const;
        const answer = await new TestApi(gateway).send(call);
        if (answer.status < 500) return { status: answer.status, body: answer.body as T };
      } catch {
        // Refused or cut off: that gateway is down. The same request goes to the next.
      }
      await sleep(pauseMs);
    }
  };
}
