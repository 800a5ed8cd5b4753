import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorCodes, errorTable } from '@asg/wire';
import { storedTexts } from '../vectors/folder.ts';
import type { ErrorVector } from './vector.ts';
import { freshVectors, vectorsFolder } from './write.ts';

const stored = await storedTexts(vectorsFolder);

test('the stored refusals are what the server answers: else run npm run vectors:write and review the difference', async () => {
  assert.deepEqual(Object.fromEntries(stored), Object.fromEntries(await freshVectors()));
});

test('every published message is among them, and every code that a customer meets', () => {
  const expected = [...stored.values()].map((text) => (JSON.parse(text) as ErrorVector).expect);
  const messages = new Set(expected.map(({ message }) => message));
  for (const name of [
    'invalid_api_key',
    'quota_exhausted',
    'task_not_found',
    'email_taken',
    'rate_limit_exceeded',
    'unsupported_task_type',
    'question_required',
    'data_url_required',
  ] as const)
    assert.ok(messages.has(errorTable[name].message), name);
  const met = new Set(expected.map(({ code }) => code));
  // Of a worker's work, and of what carries the requests.
  const others = [
    'ITEM_NOT_FETCHED',
    'REQUEST_TIMEOUT',
    'URI_TOO_LONG',
    'HEADERS_TOO_LARGE',
    'RANGE_NOT_SATISFIABLE',
  ];
  const missing = errorCodes.filter((code) => !met.has(code) && !code.startsWith('MEDIA_'));
  assert.deepEqual(missing.sort(), others.sort());
});
