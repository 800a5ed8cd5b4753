import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RouteContract, routes } from '@asg/wire';
import { serializerOf } from './serialization.ts';
import { validatorCompiler } from './validation.ts';

/** Compiles it as the first request does, for a value that needs explaining. */
function compile(schema: object, httpPart: string): void {
  validatorCompiler()({ schema, method: 'POST', url: '/', httpPart })('no object');
}

test('every schema of the contract compiles, though a server compiles one only when it is needed', () => {
  for (const [name, contract] of Object.entries<RouteContract>(routes)) {
    const { params, query, headers, body, form, responses } = contract;
    const parts = { params, querystring: query, headers, body };
    for (const [part, schema] of Object.entries(parts))
      if (schema !== undefined) assert.doesNotThrow(() => compile(schema, part), `${part} of ${name}`);
    if (form !== undefined) assert.doesNotThrow(() => compile(form, 'body'), `form of ${name}`);
    for (const [status, { schema }] of Object.entries(responses))
      if (schema !== undefined) assert.doesNotThrow(() => serializerOf(schema), `${status} of ${name}`);
  }
});

test('a schema that is wrong does not compile', () => {
  const wrong = { type: 'objekt' };
  for (const part of ['body', 'querystring']) assert.throws(() => compile(wrong, part), /type/);
  assert.throws(() => serializerOf(wrong), /type|objekt/);
});

test('refusals that differ in their description are written by one serializer', () => {
  const properties = { error: { type: 'string' } };
  const one = serializerOf({ type: 'object', properties, 'x-response-description': 'not found' });
  assert.equal(serializerOf({ type: 'object', properties, 'x-response-description': 'too late' }), one);
  assert.equal(one({ error: 'gone', secret: 1 }), '{"error":"gone"}');
});
