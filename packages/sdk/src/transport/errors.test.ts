import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASGGatewayConnectionError, errorOf, isRetryable } from './errors.ts';

const refusal = (status: number) => errorOf(status, new Headers(), '', 0);

test('what is no fault of the request may succeed later: no answer, 408, 429 and every 5xx', () => {
  const passing = Array.from({ length: 600 }, (_, status) => status).filter((status) =>
    isRetryable(refusal(status)),
  );
  assert.deepEqual(passing, [408, 429, ...Array.from({ length: 100 }, (_, i) => 500 + i)]);
  assert.equal(isRetryable(new ASGGatewayConnectionError('no answer')), true);
  assert.equal(isRetryable(new TypeError('a fault of the program')), false);
});
