import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  ASGAdminClient,
  ASGConsoleSession,
  ASGGatewayClient,
  ASGPersonClient,
  ASGWorkerClient,
} from './index.ts';

const baseUrl = 'http://127.0.0.1:1';
const clients = {
  ASGGatewayClient: new ASGGatewayClient({ baseUrl, apiKey: null }),
  ASGWorkerClient: new ASGWorkerClient({ baseUrl }),
  ASGAdminClient: new ASGAdminClient({ baseUrl, token: null }),
  ASGPersonClient: new ASGPersonClient({ baseUrl }),
  ASGConsoleSession: new ASGConsoleSession({ baseUrl }),
};
const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

function methodsOf(part: object): readonly string[] {
  const prototype = Object.getPrototypeOf(part);
  if (prototype === Object.prototype) return [];
  const own = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  return [...own, ...methodsOf(prototype)].sort();
}

/** Its parts with their methods, and its own methods with none. */
function operationsOf(client: object): Readonly<Record<string, readonly string[]>> {
  const parts = Object.entries(client).flatMap(([name, part]: [string, unknown]) =>
    typeof part === 'object' && part !== null ? [[name, methodsOf(part)] as const] : [],
  );
  return Object.fromEntries([...parts, ...methodsOf(client).map((name) => [name, []] as const)]);
}

function listedIn(text: string): Readonly<Record<string, readonly string[]>> {
  const entries = [...text.matchAll(/`(\w+)`(?: \(([^)]*)\))?/g)];
  return Object.fromEntries(
    entries.map(([, name = '', methods]) => [name, methods?.split(/,\s+/).sort() ?? []]),
  );
}

for (const [name, client] of Object.entries(clients)) {
  test(`the README lists every operation of ${name}, and no other`, () => {
    const [, text = ''] = new RegExp(`^\`${name}\`: (.*?)\\n\\n`, 'ms').exec(readme) ?? [];
    assert.deepEqual(listedIn(text), operationsOf(client));
  });
}
