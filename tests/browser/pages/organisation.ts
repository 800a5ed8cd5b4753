import assert from 'node:assert/strict';
import type { ASGGatewayClient, ASGWorkerClient, SubmitTask } from '@asg/sdk';
import { isRecord } from '@asg/values/json';
import { until } from '../console/parts.ts';
import { adminToken, type Stand } from '../parts/stand.ts';

const allThereIs = 2_099_999_000_000_000;
const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
const password = 'correct horse battery';

/** What makes pay be held for good. */
export const heldForGood = {
  LOCAL_BLOCK_SECONDS: '1',
  PAYOUT_HOLD_GOLD_RIGHT: '1000000',
  PAYOUT_HOLD_DAYS: '3650',
  PAYOUT_HOLD_APPEAL_DAYS: '0',
  PAYOUT_HOLD_COUNT_SECONDS: '1',
  WEBHOOK_RETRY_MAX: '1',
};

/** So many characters: from right to left and from left to right, emoji, hardly a place to break, and none to the left of a sign. */
const strange = (length: number): string =>
  `${`مرحبا‏(${'ש'.repeat(40)})\u202e ${'W'.repeat(70)}٪ 👩🏽‍🚀 `
    .repeat(Math.ceil(length / 120))
    .slice(0, length - 1)
    .trim()}ں`;
/** As long as an address of e-mail may be. */
const longEmail = (name: string): string => {
  const domain = `${'d'.repeat(60)}.${'o'.repeat(60)}.${'n'.repeat(50)}`;
  return `${`${name}.`.padEnd(60, 'm')}@${domain}.example`;
};
const longSpec = (end: string) => ({
  question: strange(1_990) + end,
  options: [strange(199), strange(198), 'no'],
  instructions: strange(4_000),
});
const task = (number: number, given: Partial<SubmitTask> = {}): SubmitTask => ({
  type: 'image_classification',
  data_url: `https://e.example/${number}${'u'.repeat(1_900)}`,
  label_spec: longSpec(String(number)),
  consensus_threshold: 2,
  metadata: { [strange(90)]: strange(900), order: number },
  ...given,
});

interface Worker {
  readonly token: string;
  readonly workerId: string;
  readonly client: ASGWorkerClient;
}

/** Whom the pages are looked at as, and where what they name is: by the address that its router knows it by. */
export interface Organisation {
  /** Of the session of its owner. */
  readonly owner: string;
  /** Of one whose money is at its end. */
  readonly poor: string;
  /** Of workers: with a history, suspended with a forfeit, about to go, and without a profile. */
  readonly workers: {
    readonly kim: string;
    readonly suspended: string;
    readonly leaver: string;
    readonly fresh: string;
  };
  readonly places: Readonly<Record<string, string>>;
}

/** An organisation, its workers and the operator, each with one of everything that has a page, and as long and strange as may be. */
export async function strangeOrganisation(stand: Stand, hooks: string): Promise<Organisation> {
  const { api } = stand;
  const admin = api.admin(adminToken);
  const { token: owner, customer, customerId } = await funded(stand, 'owner', allThereIs);
  const workers = await crowd(stand);
  const { kim, ned } = workers;
  const done = await labelled(customer, workers);
  const { webhookId, jobId } = await things(stand, customer, hooks);
  await judged(customer, done);
  await reported(customer, kim);
  await money(stand, customer, customerId);
  await admin.operators.invite({ email: longEmail('operator'), role: 'finance' });
  await admin.seller.set({ name: strange(200), address: strange(900), tax_id: strange(50) });

  await appeals(stand, kim);
  await admin.workers.suspend(ned.workerId, strange(500));
  const leaver = await strangeWorker(stand, 'leaver');
  await leaver.client.deleteAccount({ password });
  const { token: fresh } = await api.registerWorker({ email: longEmail('fresh'), password });

  const poor = await funded(stand, 'poor', 400);
  const { job_id: waits } = await poor.customer.jobs.upload({
    name: 'n'.repeat(63),
    task_type: 'image_classification',
    label_spec: longSpec('1'),
    file: new Blob([JSON.stringify({ data_url: `https://e.example/${'p'.repeat(1_900)}` })]),
  });
  const [{ template } = { template: '' }] = (await api.customer(owner).billing.stats()).templates;
  const [settlement] = (await admin.settlements.page()).data;
  const [question] = (await kim.client.questions()).data;
  assert.ok(settlement !== undefined && question !== undefined);
  const { body: block } = await api.send({ method: 'GET', path: '/chain/woc/block/height/101' });
  assert.ok(isRecord(block) && typeof block.hash === 'string');
  const month = new Date().toISOString().slice(0, 7);
  return {
    owner,
    poor: poor.token,
    workers: { kim: kim.token, suspended: ned.token, leaver: leaver.token, fresh },
    places: {
      '/tasks/:id': `/tasks/${done[0]}`,
      '/jobs/:id': `/jobs/${jobId}`,
      '/jobs/:waiting': `/jobs/${waits}`,
      '/quality/:template': `/quality/${template}`,
      '/usage/:month': `/usage/${month}`,
      '/webhooks/:id': `/webhooks/${webhookId}`,
      '/operator/settlements/:id': `/operator/settlements/${settlement.settlement_id}`,
      '/operator/workers/:id': `/operator/workers/${ned.workerId}`,
      '/operator/workers/:id/accounts': `/operator/workers/${kim.workerId}/accounts`,
      '/operator/workers/:id/labels': `/operator/workers/${kim.workerId}/labels`,
      '/operator/customers/:id': `/operator/customers/${customerId}`,
      '/practice/:question': `/practice/${question.question_id}`,
      '/chain/tx/:txid': `/chain/tx/${settlement.txid}`,
      '/chain/block/:hash': `/chain/block/${block.hash}`,
      '/chain/address/:address': `/chain/address/${address}`,
      '/chain/search': `/chain/search?q=${encodeURIComponent(strange(200))}`,
      '/statement/:year': `/statement/${month.slice(0, 4)}`,
    },
  };
}

async function funded({ api }: Stand, tag: string, sats: number) {
  const email = longEmail(tag);
  const { token } = await api.registerPerson({ name: strange(200), email, password });
  const customer = api.customer(token);
  const { customer_id: customerId } = await customer.customers.me();
  const { customers } = api.admin(adminToken);
  await customers.change(customerId, { tier: 'growth' });
  await customers.grant(customerId, { sats, note: strange(500) });
  return { token, customer, customerId };
}

async function strangeWorker({ api }: Stand, tag: string): Promise<Worker> {
  const { token, worker_id: workerId } = await api.registerWorker({ email: longEmail(tag), password });
  const client = api.worker(token);
  await client.setProfile({ display_name: strange(50), country: 'DE', primary_language: 'en' });
  return { token, workerId, client };
}

async function crowd(stand: Stand) {
  const [kim, lee, max, ned] = await Promise.all(
    ['kim', 'lee', 'max', 'ned'].map((name) => strangeWorker(stand, name)),
  );
  assert.ok(kim !== undefined && lee !== undefined && max !== undefined && ned !== undefined);
  return { kim, lee, max, ned };
}

/** Labels everything with the option at this place. */
async function labelEverything({ client }: Worker, place: number): Promise<void> {
  for (let items = await client.next(20); items.length > 0; items = await client.next(20))
    await client.labels(
      items.map(({ assignment_id, options }) => ({ assignment_id, label: options[place]! })),
    );
}

const submit = (customer: ASGGatewayClient, count: number, given: Partial<SubmitTask>) =>
  customer.tasks.submitBatch(Array.from({ length: count }, (_, i) => task(i, given)));

/** Tasks that were decided and paid, those that `kim` was not right about among them: their names. */
async function labelled(
  customer: ASGGatewayClient,
  { kim, lee, max, ned }: Awaited<ReturnType<typeof crowd>>,
): Promise<readonly string[]> {
  const agreed = await submit(customer, 3, { consensus_threshold: 2 });
  for (const one of [kim, lee]) await labelEverything(one, 0);
  const disputed = await submit(customer, 4, { consensus_threshold: 3 });
  await labelEverything(kim, 1);
  for (const one of [lee, max]) await labelEverything(one, 0);
  await customer.tasks.submitBatch(
    Array.from({ length: 3 }, (_, i) => {
      const { data_url: _url, ...rest } = task(i, { type: 'sentiment' });
      return { ...rest, data: { text: strange(4_000) + i } };
    }),
  );
  for (const one of [kim, ned]) await labelEverything(one, 0);
  for (const one of [kim, ned])
    await until('the pay', async () => (await one.client.me()).totals.paid_labels >= 3);
  return [...agreed.task_ids, ...disputed.task_ids];
}

/** Keys, members, own people, endpoints that fail, gold, a model, an asset, and a job some of whose lines are wrong. */
async function things({ api }: Stand, customer: ASGGatewayClient, hooks: string) {
  await customer.keys.create(strange(100));
  await customer.members.invite({ email: longEmail('member'), role: 'analyst' });
  await customer.pool.invite({ uses_max: 5 });
  const { webhook_id: webhookId } = await customer.webhooks.create({
    callback_url: `${hooks}/down${'h'.repeat(200)}`,
    events: ['task.cancelled', 'task.settled'],
  });
  const { task_id: gone } = await customer.tasks.submit(task(100));
  await customer.tasks.cancel(gone);
  await customer.gold.add({ ...known(0), use: 'test' });
  await customer.gold.add({ ...known(1), use: 'practice' });
  await customer.models.add({
    name: 'm'.repeat(64),
    url: `${hooks}/${'m'.repeat(900)}`,
    model: strange(200),
    templates: [
      { task_type: 'sentiment' },
      { task_type: 'moderation', options: [strange(199), strange(198)] },
    ],
    requests_per_day: 1,
    instructions: strange(4_000),
  });
  await customer.assets.upload(new Blob([strange(2_000)]));
  const lines = [0, 1, 2].map((i) =>
    JSON.stringify({ data_url: `https://e.example/job${i}${'j'.repeat(1_900)}` }),
  );
  const { job_id: jobId } = await customer.jobs.upload({
    name: 'J'.repeat(63),
    task_type: 'image_classification',
    label_spec: longSpec('job'),
    file: new Blob([[...lines, JSON.stringify({ [strange(200)]: strange(500) }), strange(300)].join('\n')]),
  });
  await until('its lines', async () => (await customer.jobs.get(jobId)).status === 'labeling');
  await api.send({
    method: 'POST',
    path: `/v1/webhooks/${webhookId}/test`,
    token: adminToken,
    expect: 'any',
  });
  return { webhookId, jobId };
}

const known = (number: number) => ({
  type: 'moderation' as const,
  data: { text: strange(3_000) + number },
  label_spec: longSpec('known'),
  gold_label: strange(199),
  reason: strange(1_000),
});

/** What the customer says of answers. */
async function judged({ tasks }: ASGGatewayClient, [first, second, third]: readonly string[]): Promise<void> {
  const right = { verdict: 'corrected', label: strange(198), note: strange(1_000) } as const;
  await tasks.review(first!, right);
  await tasks.review(second!, { verdict: 'accepted', note: strange(1_000) });
  await tasks.relabel(third!);
}

/** Deposits, grants, refunds, limits and what stands on invoices. */
async function money({ api }: Stand, customer: ASGGatewayClient, customerId: string): Promise<void> {
  const { customers, refunds } = api.admin(adminToken);
  for (let i = 0; i < 12; i++)
    await customers.grant(customerId, { sats: i + 1, note: i % 2 ? '۰' : strange(300) });
  await customer.deposits.open();
  const { address: to } = await customer.deposits.open(allThereIs);
  for (let i = 0; i < 5; i++)
    await api.send({
      method: 'POST',
      path: '/chain/pay',
      body: { address: to, sats: i % 3 === 0 ? 1 : 1_000 + i },
    });
  await customer.billing.setLimits({ spend_per_day_sats: 0, balance_low_sats: 2_100_000_000_000_000 });
  await customer.billing.setDetails({ name: strange(200), address: strange(900), tax_id: strange(50) });
  for (const sats of [allThereIs, 5_000_000_000]) await refunds.ask(customerId, { sats, address });
}

/** Some labels contested, one of them answered. */
async function appeals({ api }: Stand, { client }: Worker): Promise<void> {
  const { data: history } = await client.history({ limit: 30 });
  const unpaid = history.filter(({ contestable }) => contestable).slice(0, 3);
  assert.equal(unpaid.length, 3, 'what was not paid can be contested');
  for (const { assignment_id } of unpaid) await client.openAppeal({ assignment_id, message: strange(2_000) });
  const [waiting] = (await client.appeals()).data;
  await api.admin(adminToken).appeals.answer(waiting!.appeal_id, { upheld: false, answer: strange(2_000) });
}

/** One item reported, and another in the worker's hands. */
async function reported(customer: ASGGatewayClient, { client }: Worker): Promise<void> {
  const urgent = { type: 'sentiment', data: { text: strange(4_000) }, priority: 9 } as const;
  await customer.tasks.submitBatch([0, 1].map((i) => ({ ...urgent, label_spec: longSpec(`urgent ${i}`) })));
  const [item] = await client.next(1);
  await client.report(item!.assignment_id, { reason: 'violence', note: strange(1_000) });
  await client.next(1);
}
