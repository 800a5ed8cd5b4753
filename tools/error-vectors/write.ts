import { sats } from '@asg/domain';
import { StorageUnavailable } from '@asg/storage';
import type { ErrorBody } from '@asg/wire';
import type { RateLimitSettings } from '../../packages/gateway/src/rate-limits/settings.ts';
import type { Answer, CallOptions } from '../../packages/gateway/src/testing/call.ts';
import {
  labelNext,
  quickstartTask,
  startTestGateway,
  type TestGateway,
} from '../../packages/gateway/src/testing/test-gateway.ts';
import { unlimited } from '../../packages/gateway/src/testing/unlimited.ts';
import { type VectorTexts, vectorTexts, writeTexts } from '../vectors/folder.ts';
import { foreignVectors } from './foreign.ts';
import type { ErrorVector } from './vector.ts';

export const vectorsFolder = 'contract/vectors/errors';

const headersKept = ['content-type', 'x-request-id', 'retry-after', 'allow'];
const statusesRetried: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const unknownTask = '/v1/tasks/tsk_01KNS1T3G07KX33TPNNG2FR3J3';
const rate = { perMinute: 60, burst: 1 };
const strict: RateLimitSettings = {
  rates: { ...unlimited, sandbox: rate },
  isLoopbackFree: false,
};

type Method = Parameters<TestGateway['call']>[0];

/** Asks the real gateway, which has to refuse, and keeps what it answered. */
async function refusal(
  gateway: TestGateway,
  name: string,
  method: Method,
  path: string,
  options: CallOptions = {},
): Promise<ErrorVector> {
  const headers = { ...options.headers, 'x-request-id': `req_${name}` };
  const answer = await gateway.call(method, path, { ...options, headers });
  if (answer.status < 400) throw new Error(`${name} was not refused: ${answer.text}`);
  return { name, request: { method, path }, response: responseOf(answer), expect: expectationOf(answer) };
}

function responseOf({ status, headers, text }: Answer): ErrorVector['response'] {
  const kept = headersKept.filter((name) => headers[name] !== undefined);
  return {
    status,
    headers: Object.fromEntries(kept.map((name) => [name, String(headers[name])])),
    body: text,
  };
}

function expectationOf({ status, headers, body }: Answer): ErrorVector['expect'] {
  const {
    error,
    code,
    reason = null,
    request_id,
    details = [],
    status: task_status = null,
    missing_sats = null,
  } = body as ErrorBody & {
    status?: 'expired' | 'cancelled';
    missing_sats?: number;
  };
  const retry = headers['retry-after'];
  return {
    status,
    code,
    reason,
    message: error,
    request_id,
    details,
    retry_after: retry === undefined ? null : Number(retry),
    retryable: statusesRetried.has(status),
    task_status,
    ...(status === 402 && { missing_sats }),
  };
}

/** What keys with fewer permissions and an end are refused. */
async function limitedKeys(gateway: TestGateway, token: string): Promise<readonly ErrorVector[]> {
  const keys = '/v1/customers/me/keys';
  const expires_at = new Date(gateway.clock.nowMs() + 60_000).toISOString();
  const made = await gateway.call('POST', keys, { token, body: { scopes: ['keys'], expires_at } });
  const limited = { token: String(made.body.api_key) };
  const scopes = { ...limited, body: { scopes: ['submit'] } };
  const later = { ...limited, body: { expires_at: '2100-01-01T00:00:00Z' } };
  const vectors = [
    await refusal(gateway, 'not-permitted', 'POST', '/v1/tasks', { ...limited, body: quickstartTask }),
    await refusal(gateway, 'key-with-more-scopes', 'POST', keys, scopes),
    await refusal(gateway, 'key-that-lives-longer', 'POST', keys, later),
  ];
  gateway.clock.advance(60_000);
  return [...vectors, await refusal(gateway, 'expired-api-key', 'GET', '/v1/customers/me', limited)];
}

async function refusedRequests(): Promise<readonly ErrorVector[]> {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer('taken@example.com');
  const submit = (name: string, change: object) =>
    refusal(gateway, name, 'POST', '/v1/tasks', { token, body: { ...quickstartTask, ...change } });
  await gateway.call('POST', '/v1/tasks', { token, body: { ...quickstartTask, idempotency_key: 'order-1' } });
  const json = { 'content-type': 'application/json' };
  return [
    await submit('data-url-required', { data_url: '' }),
    await submit('question-required', { label_spec: { options: ['cat', 'dog'] } }),
    await submit('unsupported-task-type', { type: 'video' }),
    await submit('several-fields', {
      label_spec: { question: 'A?', options: ['a', 'a'] },
      priority: 10,
      nonsense: 1,
    }),
    await submit('data-url-not-https', { data_url: 'http://example.com/a.png' }),
    await submit('idempotency-conflict', { idempotency_key: 'order-1', priority: 9 }),
    await submit('body-too-large', { metadata: { text: 'x'.repeat(1024 * 1024) } }),
    await refusal(gateway, 'malformed-json', 'POST', '/v1/tasks', {
      token,
      body: '{"type": ',
      headers: json,
    }),
    await refusal(gateway, 'body-required', 'POST', '/v1/tasks', { token, headers: json }),
    await refusal(gateway, 'unsupported-media-type', 'POST', '/v1/tasks', {
      token,
      body: 'a=b',
      headers: { 'content-type': 'text/plain' },
    }),
    await refusal(gateway, 'batch-with-a-bad-task', 'POST', '/v1/tasks/batch', {
      token,
      body: { tasks: [quickstartTask, { ...quickstartTask, data_url: null }] },
    }),
    await refusal(gateway, 'invalid-api-key', 'GET', '/v1/customers/me', { token: 'sk_sandbox_wrong' }),
    ...(await limitedKeys(gateway, token)),
    await refusal(gateway, 'no-api-key', 'GET', '/v1/customers/me'),
    await refusal(gateway, 'email-taken', 'POST', '/v1/customers', {
      body: { name: 'x', email: 'TAKEN@example.com' },
    }),
    await refusal(gateway, 'task-not-found', 'GET', unknownTask, { token }),
    await refusal(gateway, 'route-not-found', 'GET', '/v1/nowhere', { token }),
    await refusal(gateway, 'method-not-allowed', 'DELETE', `${unknownTask}/result`, { token }),
    await refusal(gateway, 'last-key', 'DELETE', `/v1/customers/me/keys/${await onlyKey(gateway, token)}`, {
      token,
    }),
    await refusal(gateway, 'wait-too-long', 'GET', `${unknownTask}/result?wait=61`, { token }),
  ];
}

/** Of accounts that the operator took out of the sandbox, and of sandbox accounts whose allowance is used up. */
async function refusedForMoney(): Promise<readonly ErrorVector[]> {
  await using gateway = await startTestGateway({
    allowance: { allowanceSats: sats(100), perDaySats: sats(1_000_000) },
  });
  const { key: token, customerId } = await gateway.newCustomer('growth@example.com');
  await gateway.storage.customers.change({ customerId, changeId: 'growth', tier: 'growth' });
  const sandbox = await gateway.newCustomer('sandbox@example.com');
  const submit = (name: string, by: string) =>
    refusal(gateway, name, 'POST', '/v1/tasks', { token: by, body: quickstartTask });
  const unfunded = await submit('insufficient-funds', token);
  const limits = { spendPerDaySats: 1, balanceLowSats: null };
  await gateway.storage.customers.change({ customerId, changeId: 'limits', limits });
  await gateway.storage.balance.enter({
    entryId: 'grant',
    customerId,
    kind: 'grant',
    sats: 1_000_000,
    atMs: gateway.clock.nowMs(),
    note: null,
    ref: null,
  });
  return [unfunded, await submit('limit-of-the-day', token), await submit('allowance-used-up', sandbox.key)];
}

async function onlyKey(gateway: TestGateway, token: string): Promise<string> {
  const { body } = await gateway.call('GET', '/v1/customers/me/keys', { token });
  return body.data[0].key_id;
}

/** Tasks that end without a label, and those that cannot be cancelled or proven yet. */
async function refusedTasks(): Promise<readonly ErrorVector[]> {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer();
  const order = { ...quickstartTask, consensus_threshold: 2, consensus: { max_labels: 2 } };
  const submitted = async () =>
    (await gateway.call('POST', '/v1/tasks', { token, body: order })).body.task_id;
  const workers = [await gateway.newWorker(), await gateway.newWorker()].map((worker) => worker.token);
  const expired = await submitted();
  await labelNext(gateway, workers, ['cat', 'dog']);
  const verified = await submitted();
  await labelNext(gateway, workers, ['cat', 'cat']);
  const cancelled = await submitted();
  await gateway.call('POST', `/v1/tasks/${cancelled}/cancel`, { token });
  return [
    await refusal(gateway, 'task-expired', 'GET', `/v1/tasks/${expired}/result`, { token }),
    await refusal(gateway, 'task-cancelled', 'GET', `/v1/tasks/${cancelled}/result`, { token }),
    await refusal(gateway, 'task-closed', 'POST', `/v1/tasks/${verified}/cancel`, { token }),
    await refusal(gateway, 'receipt-not-ready', 'GET', `/v1/tasks/${verified}/receipt`, { token }),
    await refusal(gateway, 'receipt-of-an-expired-task', 'GET', `/v1/tasks/${expired}/receipt`, { token }),
  ];
}

/** What has nothing to do with the request: the rate, the quota, the world, a bug. */
async function refusedByTheServer(): Promise<readonly ErrorVector[]> {
  const failing = (error: Error) => async () => Promise.reject(error);
  await using gateway = await startTestGateway({
    rateLimits: strict,
    sandboxLabelQuota: 0,
    mounts: [
      { method: 'GET', path: '/t/storage', handle: failing(new StorageUnavailable('away')) },
      { method: 'GET', path: '/t/bug', handle: failing(new TypeError('secret detail')) },
    ],
  });
  const { key: token } = await gateway.newCustomer();
  return [
    await refusal(gateway, 'quota-exhausted', 'POST', '/v1/tasks', { token, body: quickstartTask }),
    await refusal(gateway, 'rate-limit-exceeded', 'GET', '/v1/customers/me', { token }),
    await refusal(gateway, 'unavailable', 'GET', '/t/storage'),
    await refusal(gateway, 'internal', 'GET', '/t/bug'),
  ];
}

/** The vectors as the code makes them, by their file names. */
export async function freshVectors(): Promise<VectorTexts> {
  return vectorTexts([
    ...(await refusedRequests()),
    ...(await refusedForMoney()),
    ...(await refusedTasks()),
    ...(await refusedByTheServer()),
    ...foreignVectors,
  ]);
}

if (import.meta.main) await writeTexts(vectorsFolder, await freshVectors());
