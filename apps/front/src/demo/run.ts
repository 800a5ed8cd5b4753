import { type StepReport, verifyReceipt } from '@asg/receipts';
import { made } from '../parts/dom.ts';
import { fileAddress } from '../parts/files.ts';
import { type Calls, numberOf, Stopped, textOf } from './calls.ts';
import type { Plan } from './samples.ts';
import type { Stage, StepName } from './stage.ts';
import { pause } from './time.ts';
import { label, signUp } from './worker.ts';

/** Between the steps of the proof, so that the eye can follow, ms. */
const checkMs = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160;
const minedTriesMax = 40;
const minedEachMs = 1_500;

/** Makes one label, from a new customer to a receipt that was verified. Throws `Stopped`; `failed` is told where. */
export async function run(calls: Calls, stage: Stage, plan: Plan): Promise<void> {
  const during = async <Result>(
    name: StepName,
    words: string,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    stage.mark(name, 'running');
    stage.say(words);
    try {
      const result = await work();
      stage.mark(name, 'done');
      return result;
    } catch (error) {
      stage.mark(name, 'failed');
      throw error;
    }
  };
  const key = await during('customer', 'A customer signs up.', () => register(calls, stage, plan));
  const taskId = await during('task', 'The question goes in.', () => submit(calls, stage, plan, key));
  await during('labels', 'Three workers sign up and answer.', () => labels(calls, stage, plan));
  const decided = await during('decision', 'The labels are counted.', () =>
    decision(calls, stage, plan, { key, taskId }),
  );
  await during('payment', `Decided: ${decided}. Who agreed is being paid.`, () =>
    payment(calls, stage, { key, taskId }),
  );
  await during('receipt', 'The receipt is fetched and checked.', () =>
    proof(calls, stage, { key, taskId, decided }),
  );
  stage.say('Done: the label is decided and paid, and its receipt holds in every step.');
}

interface Mine {
  readonly key: string;
  readonly taskId: string;
}

async function register(calls: Calls, stage: Stage, { mark }: Plan): Promise<string> {
  const { fields } = await calls.must('POST', 'v1/customers', {
    body: { name: 'Demo of the front page', email: `customer-${mark}@example.com` },
  });
  const key = textOf(fields, 'api_key');
  stage.customer(textOf(fields, 'customer_id'), key);
  return key;
}

async function submit(calls: Calls, stage: Stage, plan: Plan, key: string): Promise<string> {
  const { fields } = await calls.must('POST', 'v1/tasks', {
    token: key,
    body: {
      type: 'sentiment',
      data: { text: plan.item },
      label_spec: { question: plan.question, options: plan.options },
      consensus_threshold: plan.workers.length,
      priority: 9,
    },
  });
  const taskId = textOf(fields, 'task_id');
  stage.task(taskId);
  return taskId;
}

async function labels(calls: Calls, stage: Stage, plan: Plan): Promise<void> {
  for (const [index, { name, label: option }] of plan.workers.entries()) {
    stage.vote(index, name, '…', 'running');
    const worker = await signUp(calls, name, plan);
    const isOurs = await label(calls, worker, option, plan);
    stage.vote(index, name, isOurs ? option : 'somebody else was first', 'given');
    stage.say(isOurs ? `${name} says ${option}.` : `Somebody else labelled it before ${name}.`);
  }
}

async function decision(calls: Calls, stage: Stage, plan: Plan, { key, taskId }: Mine): Promise<string> {
  const { status, fields } = await calls.must('GET', `v1/tasks/${taskId}/result?wait=20`, { token: key });
  if (status !== 200) throw new Stopped('No decision yet: it has not got all its labels.');
  const decided = textOf(fields, 'consensus_label');
  const [agreed, counted] = [numberOf(fields, 'agreement_count'), numberOf(fields, 'worker_count')];
  stage.verdict(decided, `${agreed} of ${counted} agree`);
  for (const [index, { name, label: option }] of plan.workers.entries())
    stage.vote(index, name, option, option === decided ? 'agreed' : 'other');
  return decided;
}

async function payment(calls: Calls, stage: Stage, { key, taskId }: Mine): Promise<void> {
  const path = `v1/tasks/${taskId}/result?wait=30&until=settled`;
  const { fields } = await calls.must('GET', path, { token: key });
  if (fields.status !== 'settled')
    throw new Stopped('It is decided, but not paid yet: the server’s payments are slow or stopped.');
  const txid = textOf(fields, 'bsv_txid');
  const [agreed, cost] = [numberOf(fields, 'agreement_count'), costOf(fields.settlement)];
  const address = typeof fields.explorer_url === 'string' ? fields.explorer_url : '';
  const words = `${agreed} × ${cost / agreed} satoshis, with a commitment to the label in the first output.`;
  stage.payment(words, txid, /^https?:/.test(address) ? address : `./chain/tx/${txid}`);
}

const costOf = (settlement: unknown): number =>
  numberOf(typeof settlement === 'object' && settlement !== null ? { ...settlement } : {}, 'total_cost_sats');

/** Fetches the receipt and checks it at once; then again once the payment is in a block. */
async function proof(
  calls: Calls,
  stage: Stage,
  { key, taskId, decided }: Mine & { readonly decided: string },
): Promise<void> {
  for (let tries = 0; tries < minedTriesMax; tries++) {
    const { text } = await calls.must('GET', `v1/tasks/${taskId}/receipt`, { token: key });
    const report = verifyReceipt(text, { expected: { taskId, consensusLabel: decided } });
    const { receipt } = report;
    const isLast = report.mined || !report.ok || tries === minedTriesMax - 1;
    if (tries === 0 || isLast) {
      stage.noChecks();
      await show(stage, report.steps);
      const link = made(
        'a',
        { href: fileAddress(text), download: `receipt-${taskId}.json` },
        'The receipt file',
      );
      stage.ways(link, made('a', { href: './verify' }, 'Check it yourself'));
    }
    if (!report.ok) throw new Stopped(`The receipt does not hold: ${report.failed ?? 'it is no receipt'}.`);
    if (report.mined) {
      stage.block(`in block ${receipt?.block_height ?? ''}`);
      return;
    }
    stage.block('waiting for its block');
    if (tries === 0) stage.say('The receipt holds. Its last steps come with the next block.');
    await pause(minedEachMs);
  }
}

async function show(stage: Stage, steps: readonly StepReport[]): Promise<void> {
  for (const step of steps) {
    stage.check(step);
    await pause(checkMs);
  }
}
