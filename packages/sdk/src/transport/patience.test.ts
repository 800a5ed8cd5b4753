import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ASGAdminClient, ASGGatewayClient, ASGGatewayConnectionError } from '../index.ts';

const seconds = 1000;
const hour = 3600 * seconds;

/** A gateway that answers when the test says so, on a clock that the test moves. */
function slowGateway(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const asked: Array<PromiseWithResolvers<Response>> = [];
  const send: typeof fetch = (_, init) => {
    const answer = Promise.withResolvers<Response>();
    init?.signal?.addEventListener('abort', () => answer.reject(init.signal?.reason));
    asked.push(answer);
    return answer.promise;
  };
  const options = { baseUrl: 'https://a.example', fetch: send };
  return { asked, options, pass: (ms: number) => t.mock.timers.tick(ms) };
}

for (const name of ['audit', 'auditDecisions'] as const) {
  test(`${name} takes as long as there is to read`, async (t) => {
    const { asked, options, pass } = slowGateway(t);
    const report = new ASGAdminClient({ ...options, token: 'operator', retriesMax: 0 })[name]();
    pass(20 * hour);
    asked[0]!.resolve(Response.json({ ok: true }));
    assert.equal((await report).ok, true);
  });

  for (const status of [null, 503]) {
    test(`${name} is not begun again after ${status ?? 'a lost answer'}`, async (t) => {
      const { asked, options } = slowGateway(t);
      const notices: unknown[] = [];
      const onRetry = (notice: unknown): void => {
        notices.push(notice);
        throw new Error('it is begun again');
      };
      const admin = new ASGAdminClient({ ...options, token: 'operator', onRetry });
      const report = admin[name]();
      if (status === null) asked[0]!.reject(new TypeError('the connection broke off'));
      else asked[0]!.resolve(Response.json({ error: 'not now' }, { status }));
      await assert.rejects(report, status === null ? ASGGatewayConnectionError : { status });
      assert.deepEqual(notices, []);
    });
  }
}

test('an item is waited for longer than the server waits for its host, also by who is impatient', async (t) => {
  const { asked, options, pass } = slowGateway(t);
  const client = new ASGGatewayClient({ ...options, apiKey: 'k', timeoutMs: 20 * seconds, retriesMax: 0 });
  const item = client.tasks.item('tsk_1');
  pass(59 * seconds);
  asked[0]!.resolve(new Response('an image'));
  assert.equal(await (await item).text(), 'an image');
});
