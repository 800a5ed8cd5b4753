import assert from 'node:assert/strict';
import type { ASGPersonClient, ASGWorkerClient } from '@asg/sdk';
import { customerTask, SoftPasskey, type TestApi } from '@asg/testing';
import type { Operation } from './operations.ts';

/** A customer, a worker and a person of the Console, each with one of everything that can be named. */
export interface Tenant {
  readonly key: string;
  readonly tokenFor: (operation: Operation) => string;
  /** By the name of the parameter that an operation takes it by. */
  readonly ids: Readonly<Record<string, string>>;
  /** By operation, bodies that only this tenant can give. */
  readonly bodies: Readonly<Record<string, unknown>>;
}

const labelSpec = { question: 'Animal?', options: ['cat', 'dog'] };

/** Makes a tenant's objects through the API. */
export async function makeTenant(api: TestApi, name: string): Promise<Tenant> {
  const email = `${name}@example.com`;
  const { api_key: key, customer_id } = await api.registerCustomer({ name, email });
  const post = async (path: string, body?: unknown): Promise<Record<string, string>> =>
    api.json({ method: 'POST', path, token: key, ...(body === undefined ? {} : { body }) });

  const { key_id } = await post('/v1/customers/me/keys', { name: 'second' });
  const own = { ...labelSpec, question: `Whose? ${name}` };
  const { task_id } = await api.customer(key).tasks.submit(customerTask({ label_spec: own, priority: 9 }));
  const worker = await makeWorker(api, email, own.question);
  const person = await makePerson(api, `${name}-person@example.com`);
  const member = await makeMember(api, key, `${name}-member@example.com`);
  const { batch_id } = await api.customer(key).tasks.submitBatch([customerTask()]);
  const { job_id } = await post('/v1/jobs', {
    manifest_url: 'https://manifest.invalid/m.jsonl',
    task_type: 'image_classification',
    label_spec: labelSpec,
  });
  const sha256 = await giveText(api, key, `a text of ${name}`);
  const { webhook_id } = await post('/v1/webhooks', { callback_url: 'https://hook.invalid/x' });
  const { delivery_id } = await post(`/v1/webhooks/${webhook_id}/test`);
  const { name: model_name } = await post('/v1/models', {
    name: `model-${name}`,
    url: 'https://model.invalid/v1',
    model: 'm',
    templates: [{ task_type: 'sentiment' }],
    requests_per_day: 1,
  });
  const { gold_id } = await post('/v1/gold', {
    type: 'sentiment',
    data: { text: `gold of ${name}` },
    label_spec: labelSpec,
    gold_label: 'cat',
  });
  const { invitation_id, link = '' } = await post('/v1/pool/invitations', {});
  await api.worker(worker.token).joinPool(link.slice(link.indexOf('#') + 1));
  const { deposit_id, address } = await post('/v1/billing/deposits', {});
  const { raw } = await post('/chain/pay', { address, sats: 5_000 });
  const made = {
    customer_id,
    key_id,
    task_id,
    batch_id,
    job_id,
    sha256,
    webhook_id,
    delivery_id,
    model_name,
    gold_id,
    deposit_id,
    actor_id: key_id,
    object_id: key_id,
    invitation_id,
    pool_id: customer_id,
  };
  const ids: Record<string, string> = {};
  for (const [kind, id] of Object.entries({
    ...made,
    ...worker.ids,
    person_session_id: person.sessionId,
    person_passkey_id: person.passkeyId,
    ...member,
  })) {
    assert.equal(typeof id, 'string', `${name} has no ${kind}`);
    ids[kind] = id as string;
  }
  return {
    key,
    ids,
    tokenFor: ({ auth }) => (auth === 'worker' ? worker.token : auth === 'person' ? person.token : key),
    bodies: { postDepositTransaction: { transaction: raw } },
  };
}

/** The name of an asset that the customer gave. */
async function giveText({ url }: TestApi, key: string, text: string): Promise<string> {
  const answer = await fetch(`${url}/v1/assets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: text,
  });
  assert.equal(answer.status, 201);
  const { sha256 } = (await answer.json()) as { sha256: string };
  return sha256;
}

/** A worker who holds the task that waits first. */
async function makeWorker(api: TestApi, email: string, ownQuestion: string) {
  const { token, worker_id } = await api.registerWorker({ email, password: 'correct horse' });
  const worker = api.worker(token);
  await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'en' });
  const mine = (await worker.next(20)).find(({ question }) => question === ownQuestion);
  assert.ok(mine !== undefined, 'the worker got another task');
  await api.worker().logIn({ email, password: 'correct horse' });
  const other = (await worker.sessions()).find(({ current }) => !current);
  const { passkey_id } = await addPasskey(api, worker);
  return {
    token,
    ids: { worker_id, assignment_id: mine.assignment_id, session_id: other?.session_id, passkey_id },
  };
}

/** A passkey of a device of its own. */
async function addPasskey(
  { url }: TestApi,
  { factors }: Pick<ASGWorkerClient, 'factors'> | Pick<ASGPersonClient, 'factors'>,
) {
  const { challenge, user, rp } = await factors.askNewPasskey({ password: 'correct horse' });
  const origin = `http://${rp.id}:${new URL(url).port}`;
  const device = new SoftPasskey({ origin, rpId: rp.id }, user.id);
  return factors.addPasskey({ name: 'Phone', answer: device.made(challenge) });
}

/** A member, and an invitation that nobody followed. */
async function makeMember(api: TestApi, key: string, email: string) {
  const { members } = api.customer(key);
  await members.invite({ email, role: 'developer' });
  const token = await api.secretTo(email, 'invitation');
  const { person_id } = await api.person().join({ token, password: 'correct horse' });
  const { invitation_id } = await members.invite({ email: `not-${email}`, role: 'analyst' });
  return { person_id, member_invitation_id: invitation_id };
}

/** A person with two sessions. */
async function makePerson(api: TestApi, email: string) {
  const password = 'correct horse';
  const { token } = await api.registerPerson({ name: email, email, password });
  await api.person().logIn({ email, password });
  const other = (await api.person(token).sessions()).find(({ current }) => !current);
  const { passkey_id } = await addPasskey(api, api.person(token));
  return { token, sessionId: other?.session_id, passkeyId: passkey_id };
}
