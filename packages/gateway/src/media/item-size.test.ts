import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { type ItemHost, startItemHost } from '../testing/test-items.ts';

const cases = join(import.meta.dirname, '../../../pictures/cases');
const items: Readonly<Record<string, Buffer | string>> = {
  '/turned': readFileSync(join(cases, 'exif6.jpg')),
  '/plain': readFileSync(join(cases, 'rgb.png')),
  '/text': 'some words',
};
const answer: RequestListener = (request, response) => {
  response.end(items[request.url ?? '']);
};
let gateway: TestGateway;
let host: ItemHost;
let here = '';
before(async () => {
  gateway = await startTestGateway();
  host = await startItemHost(answer);
  here = host.url;
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  host[Symbol.dispose]();
});

/** What a worker and the customer are told of the size of an item, by what they ask for. */
async function told(path: string) {
  const { key } = await gateway.newCustomer();
  const { token } = await gateway.newWorker();
  const body = { data_url: here + path, label_spec: { question: 'Fine?', options: ['yes', 'no'] } };
  const task = { ...body, type: 'moderation', language: 'en', consensus_threshold: 3 };
  const { body: made } = await gateway.call('POST', '/v1/tasks', { token: key, body: task });
  const { body: taken } = await gateway.call('POST', '/v1/work/next', { token });
  const own = `/v1/work/${taken.assignments[0].assignment_id}/data`;
  const ask = async (url: string, as: string, headers = {}, method: 'GET' | 'HEAD' = 'GET') => {
    const answer = await gateway.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${as}`, ...headers },
    });
    const { 'x-item-width': width, 'x-item-height': height } = answer.headers;
    return { status: answer.statusCode, size: [width, height], etag: String(answer.headers.etag) };
  };
  const whole = await ask(own, token);
  const others = [
    await ask(own, token, {}, 'HEAD'),
    await ask(own, token, { range: 'bytes=0-3' }),
    await ask(own, token, { 'if-none-match': whole.etag }),
    await ask(`${own}?size=thumbnail`, token),
    await ask(`/v1/tasks/${made.task_id}/item`, key),
    await ask(`/v1/tasks/${made.task_id}/item?size=thumbnail`, key),
  ];
  assert.deepEqual(
    [whole, ...others].map(({ status }) => status),
    [200, 200, 206, 304, 200, 200, 200],
  );
  await gateway.call('POST', `/v1/tasks/${made.task_id}/cancel`, { token: key });
  return [whole, ...others].map(({ size }) => size);
}

test('a picture comes with the size of its original, turned as its EXIF says, whichever part is asked for', async () => {
  assert.deepEqual(await told('/turned'), Array(7).fill(['60', '80']));
  assert.deepEqual(await told('/plain'), Array(7).fill(['80', '60']));
});

test('a text has no width', async () => {
  assert.deepEqual(await told('/text'), Array(7).fill([undefined, undefined]));
});
