import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { runAsg } from '../testing/run-asg.ts';

test('what a server in trouble says is told at once: the operator’s commands ask one time', async (t) => {
  const asked: string[] = [];
  const server = createServer((request, reply) => {
    asked.push(`${request.method} ${request.url}`);
    reply.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"the disk is full"}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { ASG_ADMIN_TOKEN: 'the-operator-of-this-test', ASG_BASE_URL: url };
  for (const command of [['treasury'], ['treasury', 'fan-out'], ['audit'], ['audit', '--decisions']]) {
    const { code, stderr } = await runAsg(command, env);
    assert.equal(code, 1);
    assert.match(stderr, /the disk is full/);
  }
  assert.deepEqual(asked, [
    'GET /v1/admin/treasury',
    'POST /v1/admin/treasury/moves',
    'GET /v1/admin/audit',
    'GET /v1/admin/audit/decisions',
  ]);
});
