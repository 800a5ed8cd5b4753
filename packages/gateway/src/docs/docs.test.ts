import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { routeList } from '@asg/wire';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({
    mounts: [
      {
        method: 'GET',
        path: '/local/tx/:txid',
        handle: ({ params, query, styleNonce }) => ({
          status: 200,
          contentType: 'text/html; charset=utf-8',
          body: `<style nonce="${styleNonce}"></style>${params.txid} ${query.a}`,
        }),
      },
      {
        method: 'POST',
        path: '/local/echo',
        handle: ({ body }) => ({
          status: 201,
          contentType: 'application/json',
          body: JSON.stringify({ body }),
        }),
      },
    ],
  });
});
after(() => gateway[Symbol.asyncDispose]());

test('openapi.json describes every operation, and nothing else', async () => {
  const { status, body } = await gateway.call('GET', '/openapi.json');
  assert.equal(status, 200);
  assert.equal(body.openapi, '3.1.0');
  const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(described.sort(), routeList.map(({ method, path }) => `${method} ${path}`).sort());
  const submit = body.paths['/v1/tasks'].post;
  assert.equal(submit.operationId, 'submitTask');
  assert.deepEqual(submit.security, [{ apiKey: [] }]);
  assert.deepEqual(Object.keys(submit.responses), [
    '200',
    '202',
    '400',
    '401',
    '402',
    '403',
    '409',
    '413',
    '415',
    '429',
    '500',
    '503',
  ]);
  assert.equal(submit.requestBody.content['application/json'].schema.$ref, '#/components/schemas/SubmitTask');
  assert.match(submit.responses['403'].description, /`quota exhausted`/);
  assert.equal(body.paths['/v1/work/next'].post.requestBody.required, false);
  assert.ok(!JSON.stringify(body).includes('x-must'));
  for (const name of referencesIn(body)) assert.ok(name in body.components.schemas, name);
});

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) =>
    key === '$ref' ? [String(field).replace('#/components/schemas/', '')] : referencesIn(field),
  );
}

test('no object within a schema has the name that generators of clients would give it of another schema', async () => {
  const { body } = await gateway.call('GET', '/openapi.json');
  const names = new Set(Object.keys(body.components.schemas));
  for (const [name, schema] of Object.entries(body.components.schemas))
    for (const inner of innerNames(name, schema)) assert.ok(!names.has(inner), `${inner}, within ${name}`);
});

/** Generators call an object that has no name of its own after its schema and its field. */
function innerNames(name: string, schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = 'properties' in schema ? Object.entries(schema.properties ?? {}) : [];
  return properties.flatMap(([field, inner]) => {
    const own = name + field.replace(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
    return 'properties' in inner ? [own, ...innerNames(own, inner)] : [];
  });
}

test('answers carry strict security headers', async () => {
  const { headers } = await gateway.call('GET', '/v1/health');
  assert.match(String(headers['content-security-policy']), /^default-src 'none';/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['cache-control'], 'no-store');
});

test('mounted routes are served, take text and bytes, and their pages have a nonce for their style', async () => {
  const page = await gateway.call('GET', '/local/tx/abc?a=1&a=2');
  assert.equal(page.status, 200);
  const nonce = /nonce="([0-9a-f]+)"/.exec(page.text)?.[1];
  assert.ok(String(page.headers['content-security-policy']).includes(`style-src 'nonce-${nonce}'`));
  assert.ok(page.text.endsWith('abc 1'));
  const text = await gateway.call('POST', '/local/echo', {
    body: 'hello',
    headers: { 'content-type': 'text/plain' },
  });
  assert.deepEqual([text.status, text.body], [201, { body: 'hello' }]);
  const outside = await gateway.call('POST', '/v1/customers', {
    body: 'x',
    headers: { 'content-type': 'text/plain' },
  });
  assert.equal(outside.status, 415);
});
