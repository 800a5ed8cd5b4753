import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorsOf } from './contract.ts';
import { errorTable } from './errors.ts';
import { routeList } from './routes.ts';

test('the published messages and codes stand in the table to the letter', () => {
  const published = {
    invalid_api_key: ['UNAUTHORIZED', 401, 'invalid API key'],
    quota_exhausted: ['FORBIDDEN', 403, 'quota exhausted'],
    task_not_found: ['NOT_FOUND', 404, 'task not found'],
    email_taken: ['CONFLICT', 409, 'email already registered'],
    rate_limit_exceeded: ['RATE_LIMITED', 429, 'rate limit exceeded'],
    unsupported_task_type: ['VALIDATION_ERROR', 400, 'unsupported task type'],
    question_required: ['VALIDATION_ERROR', 400, 'label_spec.question is required'],
    data_url_required: ['VALIDATION_ERROR', 400, 'data_url is required'],
    internal: ['INTERNAL_ERROR', 500, 'internal error'],
  } as const;
  for (const [name, [code, status, message]] of Object.entries(published)) {
    assert.deepEqual(errorTable[name as keyof typeof published], { code, status, message });
  }
});

test('operations are named once, and what takes a key says so', () => {
  const ids = routeList.map((route) => route.operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const route of routeList) {
    // Who signs in to the Console sends the key in the body.
    const takesKey = route.auth === 'customer' || propertiesOf(route.body).includes('api_key');
    assert.equal(errorsOf(route).includes('invalid_api_key'), takesKey, route.operationId);
    assert.equal(errorsOf(route).includes('not_logged_in'), route.auth === 'worker');
  }
});

test('objects in requests refuse unknown fields', () => {
  const visit = (schema: unknown, at: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties, items, additionalProperties } = schema as Record<string, unknown>;
    if (typeof properties === 'object' && properties !== null) {
      assert.equal(additionalProperties, false, at);
      for (const [name, field] of Object.entries(properties)) visit(field, `${at}.${name}`);
    }
    visit(items, `${at}[]`);
  };
  for (const { body, query, operationId } of routeList)
    for (const schema of [body, query]) visit(schema, operationId);
});

function propertiesOf(schema: unknown): readonly string[] {
  return Object.keys((schema as { readonly properties?: object } | undefined)?.properties ?? {});
}
