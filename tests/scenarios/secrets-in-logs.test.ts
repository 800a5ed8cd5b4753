import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { customerTask, startRefinery, TestApi } from '@asg/testing';
import type { CreatedKey, CreatedWebhook } from '@asg/wire';

const entry = fileURLToPath(new URL('./mirrored-server.ts', import.meta.url));

test('a whole run at the most talkative level logs no key, password, token or credential', async () => {
  const secrets = {
    admin: 'operator-token-never-logged',
    metrics: 'metrics-token-never-logged',
    encryption: 'c0ffee'.padEnd(64, '7'),
    password: 'a-password-never-logged',
    wrongPassword: 'a-wrong-guess-never-logged',
    webhook: 'a-webhook-secret-never-logged',
    bucket: 'a-bucket-credential-never-logged',
    session: 'a-session-token-never-logged',
    mistyped: 'sk_sandbox_mistypedNeverLogged',
  };
  const found: string[] = Object.values(secrets);
  const env = {
    LOG_LEVEL: 'trace',
    ASG_ADMIN_TOKEN: secrets.admin,
    ASG_METRICS_TOKEN: secrets.metrics,
    ASG_ENCRYPTION_KEY: secrets.encryption,
    WEBHOOK_RETRY_MAX: '1',
  };
  await using refinery = await startRefinery({ entry, env });
  const api = new TestApi(refinery.url);

  const { api_key: key, customer_id } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const made = await api.json<CreatedKey>({ method: 'POST', path: '/v1/customers/me/keys', token: key });
  const admin = { token: secrets.admin };
  const upgraded = await api.json<{ api_key: string }>({
    method: 'PATCH',
    path: `/v1/admin/customers/${customer_id}`,
    body: { tier: 'growth' },
    ...admin,
  });
  await api.send({
    method: 'POST',
    path: `/v1/admin/customers/${customer_id}/grants`,
    body: { sats: 100_000, note: 'of the scenario' },
    ...admin,
  });
  const hook = { callback_url: 'https://hook.invalid/x' };
  const signed = await api.json<CreatedWebhook>({
    method: 'POST',
    path: '/v1/webhooks',
    token: key,
    body: { ...hook, secret: secrets.webhook },
  });
  const own = await api.json<CreatedWebhook>({
    method: 'POST',
    path: '/v1/webhooks',
    token: key,
    body: hook,
  });
  await api.send({ method: 'POST', path: `/v1/webhooks/${signed.webhook_id}/test`, token: key });
  const credentials = {
    access_key_id: 'AK',
    secret_access_key: secrets.bucket,
    session_token: secrets.session,
    region: 'eu-west-1',
  };
  await api.send({
    method: 'POST',
    path: '/v1/jobs',
    token: key,
    body: {
      manifest_url: 's3://bucket.invalid/manifest.jsonl',
      task_type: 'sentiment',
      label_spec: { question: 'Mood?', options: ['good', 'bad'] },
      credentials,
    },
  });

  const { task_id } = await api.customer(made.api_key).tasks.submit(customerTask({ consensus_threshold: 2 }));
  const sessions: string[] = [];
  for (const email of ['k@example.com', 'l@example.com']) {
    const registered = await api.registerWorker({ email, password: secrets.password });
    const { token } = await api.worker().logIn({ email, password: secrets.password });
    sessions.push(registered.token, token);
    const worker = api.worker(token);
    await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'en' });
    const [assignment] = await worker.next(1);
    await worker.label(assignment!.assignment_id, 'cat');
  }
  const result = await api.customer(key).tasks.outcome(task_id, { waitSeconds: 20, until: 'settled' });
  assert.ok('consensus_label' in result);

  const refused = (path: string, token: string | null, body?: unknown) =>
    api.send({
      method: body === undefined ? 'GET' : 'POST',
      path,
      ...(token === null ? {} : { token }),
      ...(body === undefined ? {} : { body }),
      expect: [400, 401, 404, 429],
    });
  await refused('/v1/workers/login', null, { email: 'k@example.com', password: secrets.wrongPassword });
  await refused('/v1/workers', null, { email: 1, password: secrets.password, secret: secrets.password });
  await refused('/v1/customers/me', secrets.mistyped);
  await refused('/v1/admin/treasury', secrets.mistyped);
  await refused('/metrics', secrets.metrics);
  await refused(`/v1/nowhere?api_key=${key}&token=${secrets.admin}`, key);
  await refused('/v1/webhooks', key, { ...hook, secret: secrets.webhook, unknown: 1 });
  await fetch(`${refinery.url}/v1/workers/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"password": "${secrets.password}"`,
  });
  const wif = await refinery.treasuryWif();
  await refinery.stop();

  assert.ok(own.secret !== undefined);
  found.push(key, made.api_key, upgraded.api_key, own.secret, wif, ...sessions);
  const log = refinery.log();
  assert.match(log, /is ready at/, 'standard output is looked at too');
  assert.match(log, /"path":"\/v1\/workers\/login","status":401/, 'requests are logged');
  for (const secret of found) {
    assert.ok(secret.length >= 16);
    assert.ok(!log.includes(secret), `logged: ${log.split('\n').find((line) => line.includes(secret))}`);
  }
});
