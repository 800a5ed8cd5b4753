import type { ErrorVector, Expectation } from './vector.ts';

const request = { method: 'GET', path: '/v1/tasks/tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB' };
const json = { 'content-type': 'application/json' };
const page = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

const answer = (
  name: string,
  response: ErrorVector['response'],
  expect: Partial<Expectation>,
  more: Partial<ErrorVector> = {},
): ErrorVector => ({
  name: `foreign-${name}`,
  request,
  response,
  ...more,
  expect: {
    status: response.status,
    code: null,
    reason: null,
    message: `HTTP ${response.status}`,
    request_id: null,
    details: [],
    retry_after: null,
    retryable: false,
    task_status: null,
    ...expect,
  },
});

/** Answers of others than this server: the published shape with nothing but `error`, and what stands in between. */
export const foreignVectors: readonly ErrorVector[] = [
  answer(
    'published-shape',
    { status: 404, headers: json, body: '{"error":"task not found"}' },
    { message: 'task not found' },
  ),
  answer(
    'proxy-page',
    { status: 502, headers: { 'content-type': 'text/html' }, body: page },
    { retryable: true },
  ),
  answer('no-body', { status: 504, headers: {}, body: '' }, { retryable: true }),
  answer('cut-off', { status: 500, headers: json, body: '{"error":"int' }, { retryable: true }),
  answer('json-list', { status: 400, headers: json, body: '[]' }, {}),
  answer(
    'error-no-text',
    { status: 400, headers: json, body: '{"error":{"message":"no"},"code":7,"details":"x"}' },
    {},
  ),
  answer(
    'request-id-in-header',
    { status: 403, headers: { ...json, 'X-Request-Id': 'edge-1' }, body: '{"error":"blocked"}' },
    { message: 'blocked', request_id: 'edge-1' },
  ),
  answer(
    'retry-after-date',
    {
      status: 503,
      headers: { 'retry-after': 'Thu, 09 Apr 2026 12:00:30 GMT' },
      body: '',
    },
    { retryable: true, retry_after: 30 },
    { now: 1_775_736_000 },
  ),
  answer(
    'retry-after-past',
    {
      status: 503,
      headers: { 'retry-after': 'Thu, 09 Apr 2026 11:59:00 GMT' },
      body: '',
    },
    { retryable: true, retry_after: 0 },
    { now: 1_775_736_000 },
  ),
  answer(
    'retry-after-nonsense',
    { status: 429, headers: { 'retry-after': 'soon' }, body: '' },
    { retryable: true },
  ),
  answer('redirect', { status: 302, headers: { location: 'https://example.com/login' }, body: '' }, {}),
];
