import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { createLogger, type Logger } from '@asg/runtime';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const errors: unknown[] = [];
let gateway: TestGateway;
let token: string;
before(async () => {
  const log = { ...createLogger('silent'), error: (...what: unknown[]) => errors.push(what) };
  gateway = await startTestGateway({ log: log as unknown as Logger });
  token = (await gateway.newCustomer()).key;
});
after(() => gateway[Symbol.asyncDispose]());

const field = (name: string, value: string): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = '--x\r\nContent-Disposition: form-data; name="file"; filename="m.jsonl"\r\n\r\n{}\r\n';
const end = '--x--\r\n';
const form = 'multipart/form-data; boundary=x';

test('a broken form is 400 and says what is wrong with it, never 500', async () => {
  const cases: readonly [string, string, RegExp][] = [
    [file, form, /^the form cannot be read: Unexpected end/],
    ['garbage', form, /^the form cannot be read: /],
    ['--x\r\nContent-Dispo', form, /^the form cannot be read: /],
    [file + end, 'multipart/form-data', /^the form cannot be read: .*[Bb]oundary/],
    [file + end, 'multipart/form-data; boundary=y', /^the form cannot be read: /],
    [file + end, `multipart/form-data; boundary=${'x'.repeat(300)}`, /^the form cannot be read: /],
    [file + file + end, form, /^the form cannot be read: it has more than one file$/],
    [field('__proto__', 'x') + end, form, /a name that is not allowed$/],
    [Array.from({ length: 30 }, (_, i) => field(`f${i}`, 'x')).join('') + end, form, /more than 20 fields$/],
    [field('name', 'x'.repeat(200_000)) + file + end, form, /^name must not be larger than 131072 bytes$/],
    [field('label_spec', '{') + file + end, form, /^label_spec must be JSON: Expected property name/],
    [field('label_spec', '{"question":"a","question":"b"}') + file + end, form, /"question" twice/],
    [field('name', '\xe9') + file + end, form, /^name is not UTF-8: its character 1 cannot/],
    [end, form, /^file is required/],
  ];
  for (const [body, type, message] of cases) {
    const headers = { 'content-type': type };
    const answer = await gateway.call('POST', '/v1/jobs', {
      token,
      body: Buffer.from(body, 'latin1'),
      headers,
    });
    assert.equal(answer.status, 400, String(message));
    assert.match(answer.body.error, message);
  }
  assert.deepEqual(errors, []);
});

test('an upload or a body that its client breaks off is no internal error', async () => {
  const url = new URL(await gateway.app.listen({ port: 0, host: '127.0.0.1' }));
  const authorization = `Host: x\r\nAuthorization: Bearer ${token}\r\n`;
  const heads = [
    `POST /v1/jobs HTTP/1.1\r\n${authorization}Content-Type: ${form}\r\nContent-Length: 9999\r\n\r\n${file}`,
    `POST /v1/tasks HTTP/1.1\r\n${authorization}Content-Type: application/json\r\nContent-Length: 9999\r\n\r\n{`,
  ];
  for (const head of heads) {
    const asked = once(gateway.app.server, 'request') as Promise<[NodeJS.EventEmitter]>;
    const socket = connect({ port: Number(url.port), host: url.hostname });
    socket.write(head);
    const [request] = await asked;
    const closed = new Promise((resolve) => request.once('close', resolve));
    socket.destroy();
    await closed;
  }
  // What goes wrong in a handler is told within a few turns of the loop.
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(errors, []);
});
