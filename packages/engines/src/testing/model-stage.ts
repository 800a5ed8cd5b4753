import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { ampleAllowance, type Payer, sats } from '@asg/domain';
import { createOutbound } from '@asg/outbound';
import { Sealer, seededRandom } from '@asg/runtime';
import { Intake } from '../intake/intake.ts';
import { ModelRunner, type ModelRunnerParts } from '../runners/model-runner.ts';
import { type NewModelInput, OwnModels } from '../runners/own-models.ts';
import { bench } from './settlement-bench.ts';

export const options = ['good', 'bad'];

interface Asked {
  readonly authorization: string | undefined;
  readonly url: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: unknown }[];
    readonly response_format: { readonly json_schema: { readonly schema: unknown } };
  };
}
export type Answering = (response: ServerResponse, item: string) => void;

/** A chat completion that says this. */
export const says = (response: ServerResponse, content: unknown): void => {
  const message = {
    role: 'assistant',
    content: typeof content === 'string' ? content : JSON.stringify(content),
  };
  response.end(JSON.stringify({ choices: [{ message }], usage: { total_tokens: 10 } }));
};

/** The engines on a real store, and an endpoint over HTTP. */
export async function modelStage(
  t: TestContext,
  answer: Answering = (response) => says(response, { label: 'good' }),
) {
  const parts = await bench(t, 0);
  const { context, storage, clock } = parts;
  const asked: Asked[] = [];
  const endpoint = { answer };
  const server = createServer((request, response) => {
    void received(request).then((text) => {
      const body = JSON.parse(text) as Asked['body'];
      asked.push({ authorization: request.headers.authorization, url: request.url, body });
      endpoint.answer(response, itemOf(body));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const outbound = createOutbound({ allowedHosts: ['127.0.0.1'] });
  t.after(async () => {
    server.close();
    server.closeAllConnections();
    await outbound[Symbol.asyncDispose]();
  });
  const sealer = new Sealer(['ab'.repeat(32)], seededRandom('sealing'));
  const ownModels = new OwnModels(context, { outbound, sealer });
  const intake = new Intake(context, {
    insecureHosts: [],
    earlyStopDefault: false,
    assetsBytesMax: 1_000_000,
    price: { payoutSats: sats(1), feePercent: 0 },
    allowance: ampleAllowance,
  });
  const newRunner = (change: Partial<ModelRunnerParts> = {}) =>
    new ModelRunner(context, {
      outbound,
      sealer,
      itemsOf: async ({ dataUrl }) => ({ kind: 'items', items: [{ kind: 'text', text: dataUrl.slice(-1) }] }),
      predict: (...prediction) => intake.predict(...prediction),
      answerMs: 2_000,
      ...change,
    });
  const runner = newRunner();
  t.after(() => runner[Symbol.asyncDispose]());
  const customer = async (customerId: string): Promise<Payer> => {
    const key = { keyId: `key_${customerId}`, customerId, hash: customerId, hint: 'sk', createdAtMs: 1 };
    const record = {
      customerId,
      name: 'Demo',
      email: `${customerId}@example.com`,
      tier: 'sandbox',
      quotaTotal: 10_000,
      quotaLeft: 10_000,
      suspended: false,
      createdAtMs: 1,
    } as const;
    await storage.customers.register({ customer: record, emailKey: record.email, key });
    return record;
  };
  const payer = await customer('cust_1');
  const input: NewModelInput = {
    name: 'small',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    model: 'small-1',
    api_key: 'a key that nobody sees',
    templates: [{ task_type: 'sentiment', options: ['bad', 'good'] }],
    requests_per_day: 1_000,
    fromMs: null,
  };
  return {
    ...parts,
    asked,
    endpoint,
    ownModels,
    newRunner,
    runner,
    customer,
    input,
    add: async (change: Partial<NewModelInput> = {}, customerId = 'cust_1') => {
      const added = await ownModels.add(customerId, { ...input, ...change });
      assert.equal(added.kind, 'added', JSON.stringify(added));
    },
    model: async (name = 'small') => {
      const found = await storage.ownModels.get({ customerId: 'cust_1', name });
      assert.ok(found !== null);
      return found;
    },
    /** Tasks whose items are one of these letters each; their ids. */
    submit: async (items: string, change: object = {}, as: Payer = payer) => {
      const result = await intake.submitBatch(
        as,
        Array.from(items, (item) => ({
          type: 'sentiment',
          data_url: `https://example.com/${item}`,
          label_spec: { question: 'Mood?', options },
          consensus: { policy: 'adaptive' },
          ...change,
        })),
        null,
      );
      assert.equal(result.kind, 'accepted', JSON.stringify(result));
      return result.kind === 'accepted' ? result.tasks.map(({ taskId }) => taskId) : [];
    },
    /** All steps that are due now. */
    run: async (by = runner) => {
      for (let i = 0; i < 20; i++) {
        await by.round();
        await by.stepsEnded();
      }
    },
    said: async (taskIds: readonly string[]) =>
      (await storage.tasks.many(taskIds)).map(
        (task) => task?.predicted?.map(({ option }) => options[option])[0],
      ),
    clock,
  };
}

async function received(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

function itemOf({ messages }: Asked['body']): string {
  const [, user] = messages;
  const parts = user?.content as readonly { readonly text?: string }[];
  return parts[1]?.text ?? '';
}
