import { after } from 'node:test';
import type { ASGGatewayClient, ASGWorkerClient, SubmitTask } from '@asg/sdk';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { type ItemHost, startItemHost } from './item-host.ts';
import { keepLast } from './trace.ts';

export const adminToken = 'admin-token-of-the-browser-tests';

/** One Chromium for all tests of a file, each with contexts of its own. */
let launched: Promise<Browser> | undefined;
after(async () => (await launched)?.close());

/** A real server, a customer with a host of items, and a browser. */
export interface Stand extends AsyncDisposable {
  readonly refinery: RunningRefinery;
  readonly host: ItemHost;
  readonly api: TestApi;
  readonly customer: ASGGatewayClient;
  /** Its key. */
  readonly apiKey: string;
  readonly browser: Browser;
}

export async function startStand(env: Readonly<Record<string, string>> = {}): Promise<Stand> {
  await using parts = new AsyncDisposableStack();
  const host = parts.use(await startItemHost());
  const refinery = parts.use(await startRefinery({ env: { ASG_ADMIN_TOKEN: adminToken, ...env } }));
  const api = new TestApi(refinery.url);
  launched ??= launchChromium();
  const browser = await launched;
  parts.defer(async () => {
    await keepLast(browser);
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  const { api_key } = await api.registerCustomer({ name: 'Fixtures', email: 'fixtures@customer.example' });
  const all = parts.move();
  return {
    refinery,
    host,
    api,
    customer: api.customer(api_key),
    apiKey: api_key,
    browser,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** Of an image: they open at the first item of who sees the question for the first time. */
const instructions = `Choose **yes** if you see the sun itself, even in part.

- A bright sky alone does **not** count.
- Reflections do not count either.

If you cannot tell, skip the item: that has no consequences.`;

export function imageTask(host: ItemHost, number: number, given: Partial<SubmitTask> = {}): SubmitTask {
  return {
    type: 'image_classification',
    data_url: `${host.url}/image/${number}.png`,
    label_spec: { question: 'Is the sun in the picture?', options: ['yes', 'no'] },
    consensus_threshold: 2,
    ...given,
  };
}

/** The same with instructions. */
export function instructedTask(host: ItemHost, number: number): SubmitTask {
  const task = imageTask(host, number);
  return { ...task, label_spec: { ...task.label_spec, instructions } };
}

export function textTask(host: ItemHost, number: number, given: Partial<SubmitTask> = {}): SubmitTask {
  return {
    type: 'sentiment',
    data_url: `${host.url}/text/${number}.txt`,
    label_spec: {
      question: 'How content is the customer with the product?',
      options: ['very content', 'content', 'undecided', 'disappointed'],
    },
    consensus_threshold: 2,
    language: 'en',
    ...given,
  };
}

/** A worker who works through the API, ready to be given tasks. */
export async function otherWorker(api: TestApi, name: string): Promise<ASGWorkerClient> {
  const { token } = await api.registerWorker({ email: `${name}@worker.example`, password: 'correct horse' });
  const worker = api.worker(token);
  await worker.setProfile({ display_name: name, country: 'DE', primary_language: 'en' });
  return worker;
}

/** Labels all that there is with the first option, or the one at this place. The number of labels. */
export async function labelAll(worker: ASGWorkerClient, place = 0): Promise<number> {
  let labels = 0;
  for (;;) {
    const items = await worker.next(20);
    if (items.length === 0) return labels;
    await worker.labels(
      items.map(({ assignment_id, options }) => ({ assignment_id, label: options[place]! })),
    );
    labels += items.length;
  }
}
