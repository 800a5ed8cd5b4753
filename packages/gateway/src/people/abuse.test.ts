import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const email = 'kim@example.com';
const password = 'correct horse';
const dayMs = 24 * 3_600_000;

const logIn = (gateway: TestGateway, agent: string) =>
  gateway.call('POST', '/v1/workers/login', {
    body: { email, password },
    headers: { 'user-agent': agent },
  });
const forgot = (gateway: TestGateway) =>
  gateway.call('POST', '/v1/workers/password/forgot', { body: { email } });

/** How many mails of each kind wait for the address. */
async function mailsTo(gateway: TestGateway, to: string): Promise<Readonly<Record<string, number>>> {
  const due = await gateway.storage.mails.due({ limit: 1_000, after: null });
  const templates = due.filter((mail) => mail.to === to).map(({ template }) => template);
  return Object.fromEntries([...Map.groupBy(templates, (name) => name)].map(([k, all]) => [k, all.length]));
}

test('an account with a stranger’s e-mail, and whoever knows one, has a few mails a day sent there', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const other = await gateway.newWorker('eve@example.com');
  const stranger = 'sam@example.com';
  for (let i = 0; i < 20; i++) {
    await logIn(gateway, `curl${i}/1`);
    await gateway.call('POST', '/v1/workers/me/email/verification', { token });
    await forgot(gateway);
    const asked = { email: i % 2 === 0 ? stranger : stranger.toUpperCase(), password };
    const answer = await gateway.call('PUT', '/v1/workers/me/email', { token: other.token, body: asked });
    assert.equal(answer.status, 202, 'and is not told');
    gateway.clock.advance(60_000);
  }
  assert.deepEqual(await mailsTo(gateway, email), { verify_email: 5, reset_password: 6, new_device: 1 });
  const [lower = 0, upper = 0] = [
    (await mailsTo(gateway, stranger)).confirm_new_email,
    (await mailsTo(gateway, stranger.toUpperCase())).confirm_new_email,
  ];
  assert.equal(lower + upper, 6);
  assert.equal((await mailsTo(gateway, 'eve@example.com')).email_changing, 1);
  gateway.clock.advance(dayMs);
  await forgot(gateway);
  assert.equal((await mailsTo(gateway, email)).reset_password, 7);
});
