import type { ASGGatewayClient, ASGWorkerClient, ComparisonTask, MultiLabelTask, RatingTask } from '@asg/sdk';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';

const prompt = 'Explain tides to a child.';
/** No worker is told who wrote what. */
export const [worse, better] = ['secret-alpha', 'secret-beta'];
export const texts = { [worse]: 'The sea moves.', [better]: 'The moon pulls the water.' };

export const comparison: ComparisonTask = {
  type: 'comparison',
  data: { text: prompt },
  items: Object.entries(texts).map(([id, text]) => ({ id, data: { text } })),
  label_spec: { question: 'Which answer is better?' },
  consensus_threshold: 3,
};
export const multiLabel: MultiLabelTask = {
  type: 'multi_label',
  data: { text: 'Buy now, you idiot!' },
  label_spec: { question: 'What is wrong with it?', options: ['spam', 'insult', 'threat'] },
  consensus_threshold: 3,
};
export const rating: RatingTask = {
  type: 'rating',
  data: { text: prompt },
  label_spec: { question: 'How clear is it?', scale: { from: 1, to: 5 } },
  consensus_threshold: 3,
};

/** A server with a customer and three workers. */
export interface Stage extends AsyncDisposable {
  readonly api: TestApi;
  readonly key: string;
  readonly customer: ASGGatewayClient;
  readonly workers: readonly { readonly client: ASGWorkerClient; readonly token: string }[];
}

export async function startStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const refinery: RunningRefinery = await startRefinery({ env: { SETTLE_MAX_WAIT_MS: '50', ...env } });
  const api = new TestApi(refinery.url);
  const { api_key: key } = await api.registerCustomer({ name: 'Kinds', email: 'kinds@example.com' });
  const workers = await Promise.all(
    ['ada', 'bob', 'eve'].map(async (name) => {
      const { token } = await api.registerWorker({
        email: `${name}@example.com`,
        password: `pass of ${name}`,
      });
      const client = api.worker(token);
      await client.setProfile({ display_name: name, country: 'PT', primary_language: 'en' });
      return { client, token };
    }),
  );
  return {
    api,
    key,
    customer: api.customer(key),
    workers,
    [Symbol.asyncDispose]: () => refinery[Symbol.asyncDispose](),
  };
}

/** The text of a request's refusal: each bad field. */
export interface Refused {
  readonly details?: readonly { readonly field: string; readonly message: string }[];
  readonly error: string;
}
