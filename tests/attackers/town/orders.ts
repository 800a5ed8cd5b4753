import assert from 'node:assert/strict';
import { adminToken, type World } from '../world.ts';
import { itemUrl, truthOf } from './item-host.ts';

/** A kind of question. */
export interface Template {
  readonly type: 'image_classification';
  readonly label_spec: { readonly question: string; readonly options: readonly string[] };
}
const asks = (question: string, ...options: readonly string[]): Template => ({
  type: 'image_classification',
  label_spec: { question, options },
});
export const animals = asks('Which animal is it?', 'cat', 'dog', 'bird');
export const weather = asks('What is the weather like?', 'sun', 'rain', 'snow', 'fog');

const grantSats = 50_000_000;

export interface Customer {
  readonly key: string;
  readonly customerId: string;
}

/** Signs up. `funded`: the operator gives them a tier and satoshis; else they stay in the sandbox. */
export async function customer(
  world: World,
  name: string,
  { funded = false, from = '198.51.100.7' }: { readonly funded?: boolean; readonly from?: string } = {},
): Promise<Customer> {
  const body = { name, email: `${name}@example.com` };
  const answer = await world.call('POST', '/v1/customers', { from, body });
  assert.equal(answer.status, 201, answer.text);
  const { api_key: key, customer_id: customerId } = answer.body;
  if (!funded) return { key, customerId };
  const path = `/v1/admin/customers/${customerId}`;
  const raised = await world.admin('PATCH', path, { tier: 'scale', quota: { set: 1_000_000 } });
  assert.equal(raised.status, 200, raised.text);
  const entry = { entryId: 'grant', kind: 'grant', sats: grantSats, note: null, ref: null } as const;
  await world.storage.balance.enter({ ...entry, customerId, atMs: world.clock.nowMs() });
  return { key: raised.body.api_key ?? key, customerId };
}

export interface Order {
  readonly template: Template;
  readonly count: number;
  /** Names the items. */
  readonly name: string;
  readonly threshold?: number;
  readonly adaptive?: boolean;
  /** The most labels of a task; without it as many as are usual. */
  readonly maxLabels?: number;
  readonly language?: string;
  /** Whose it is to label; without it the public's. */
  readonly crowd?: 'own' | 'own_then_public';
}

/** Submits tasks; gives their ids, or the refusal. */
export async function submit(
  world: World,
  { key }: Pick<Customer, 'key'>,
  { template, count, name, threshold = 3, adaptive = false, maxLabels, language, crowd }: Order,
): Promise<{ readonly taskIds: readonly string[]; readonly refusal: string | null }> {
  const tasks = Array.from({ length: count }, (_, index) => ({
    ...template,
    data_url: itemUrl(`${name}-${index}`),
    consensus_threshold: threshold,
    ...(adaptive ? { consensus: { policy: 'adaptive', max_labels: 7 } } : {}),
    ...(maxLabels === undefined ? {} : { consensus: { policy: 'threshold', max_labels: maxLabels } }),
    ...(language === undefined ? {} : { language }),
    ...(crowd === undefined ? {} : { crowd }),
  }));
  const answer = await world.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  return answer.status === 202
    ? { taskIds: answer.body.task_ids, refusal: null }
    : { taskIds: [], refusal: `${answer.status} ${answer.text}` };
}

/** Items of the operator whose answers are known. */
export async function operatorGold(
  world: World,
  template: Template,
  count: number,
  name: string,
): Promise<void> {
  const { options } = template.label_spec;
  const lines = Array.from({ length: count }, (_, index) => {
    const url = itemUrl(`${name}-${index}`);
    return { ...template, data_url: url, gold_label: options[truthOf(url, options.length)] };
  });
  const answer = await world.call('POST', '/v1/admin/gold/import', {
    token: adminToken,
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
  assert.equal(answer.status, 201, answer.text);
}

/** A job whose manifest has gold of the customer's own; `answerOf` says what they claim is right. Gives what was answered. */
export async function jobWithGold(
  world: World,
  { key }: Pick<Customer, 'key'>,
  order: Omit<Order, 'adaptive' | 'maxLabels' | 'language'> & {
    readonly gold: number;
    readonly answerOf: (right: number, options: number) => number;
  },
): Promise<string> {
  const { template, count, gold, name, answerOf, threshold = 3 } = order;
  const { options } = template.label_spec;
  const lines = [
    ...Array.from({ length: gold }, (_, index) => {
      const url = itemUrl(`${name}-gold-${index}`);
      const claimed = answerOf(truthOf(url, options.length), options.length);
      return { data_url: url, gold_label: options[claimed] };
    }),
    ...Array.from({ length: count }, (_, index) => ({
      data_url: itemUrl(`${name}-${index}`),
    })),
  ];
  const form = new FormData();
  form.set('label_spec', JSON.stringify(template.label_spec));
  form.set('task_type', template.type);
  form.set('consensus_threshold', String(threshold));
  form.set('file', new Blob([lines.map((line) => JSON.stringify(line)).join('\n')]), 'manifest.jsonl');
  const request = new Request('http://localhost/v1/jobs', { method: 'POST', body: form });
  const answer = await world.call('POST', '/v1/jobs', {
    token: key,
    headers: { 'content-type': request.headers.get('content-type')! },
    body: Buffer.from(await request.arrayBuffer()),
  });
  if (answer.status !== 202) return `${answer.status} ${answer.text}`;
  await world.rounds(10, 10_000);
  const job = await world.call('GET', `/v1/jobs/${answer.body.job_id}`, { token: key });
  assert.equal(job.body.lines_rejected, 0, job.text);
  return answer.body.job_id;
}
