import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startTestGateway } from './testing/test-gateway.ts';

test('a connection that never sent anything does not hold up the stop', { timeout: 10_000 }, async () => {
  await using gateway = await startTestGateway();
  const url = new URL(await gateway.app.listen({ port: 0, host: '127.0.0.1' }));
  const accepted = once(gateway.app.server, 'connection');
  const socket = connect({ port: Number(url.port), host: url.hostname });
  socket.on('error', () => {});
  const ended = once(socket, 'close');
  await accepted;
  await gateway.app.close();
  await ended;
  assert.equal(socket.bytesRead, 0);
});
