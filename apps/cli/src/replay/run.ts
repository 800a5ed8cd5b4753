import { systemClock, systemRandom } from '@asg/runtime';
import { ASGGatewayClient, ASGGatewayHTTPError } from '@asg/sdk';
import { withOwnInstance } from '../instance/own-instance.ts';
import { Failure, UsageError } from '../terminal/exit.ts';
import { openProgress } from '../terminal/progress.ts';
import { type RecordedQuestion, type Recording, readRecording, reportPassedOver } from './crowd-answers.ts';
import type { ReplayOptions } from './options.ts';
import { ReplayPipeline } from './pipeline.ts';
import { type LivePolicy, maxLabelsOf, minLabelsOf } from './policies.ts';
import { measure, printReport, type ReplayReport } from './report.ts';
import { paidSats, settledResults } from './settlement.ts';

const tagBytes = 4;
const forbidden = 403;
const labelsMin = 2;

/** Replays the files and prints what came of it. Throws a UsageError for files that cannot be used. */
export async function runReplay(options: ReplayOptions, signal: AbortSignal): Promise<void> {
  const { answers: answersFile, truth, policy, url } = options;
  // A task of the API may ask for two labels at least.
  if (
    (policy.kind !== 'threshold' && policy.kind !== 'adaptive') ||
    maxLabelsOf(policy, labelsMin) < labelsMin
  )
    throw new UsageError(`${policy.name} can be replayed with --offline only`);
  if (policy.kind === 'adaptive' && options.earlyStop)
    throw new UsageError('--early-stop is of threshold policies: an adaptive one always stops early');
  const recording = await readRecording(answersFile, truth, options);
  reportPassedOver(recording);
  const least = minLabelsOf(policy, false);
  const questions = recording.questions.filter(({ answers }) => answers.length >= least);
  if (questions.length === 0)
    throw new UsageError(`${answersFile}: no question has ${least} answers, as the policy needs`);
  const replay = (address: string): Promise<ReplayReport> =>
    replayOn(address, recording, questions, { ...options, policy }, signal);
  const report = await (url === undefined
    ? withOwnInstance(questions.length, signal, (refinery) => replay(refinery.url))
    : replay(url));
  printReport(report, options);
}

async function replayOn(
  url: string,
  recording: Recording,
  questions: readonly RecordedQuestion[],
  { key, policy, order, earlyStop, json, kind, bar }: ReplayOptions & { readonly policy: LivePolicy },
  signal: AbortSignal,
): Promise<ReplayReport> {
  const startedAtMs = systemClock.nowMs();
  const tag = Buffer.from(systemRandom.bytes(tagBytes)).toString('hex');
  const apiKey = key ?? (await newCustomer(url, tag));
  const customer = new ASGGatewayClient({ baseUrl: url, apiKey });
  const plan = { questions, options: recording.options, policy, earlyStop, seed: order, tag, kind, bar };
  const pipeline = new ReplayPipeline(url, customer, plan);

  using progress = openProgress(['closed', 'settled'], json);
  const total = questions.length;
  progress.update('settled', 0, total);
  const replayed = await enoughQuota(pipeline.run(signal, (done) => progress.update('closed', done, total)));
  const results = await settledResults(customer, replayed, signal, (done) =>
    progress.update('settled', done, total),
  );
  return measure(recording, replayed, results, {
    policy: policy.name,
    order,
    early_stop: earlyStop,
    left_out: recording.questions.length - total,
    sats_paid: await paidSats(pipeline, recording, replayed, signal),
    elapsed_ms: systemClock.nowMs() - startedAtMs,
  });
}

/** The key of a customer made for this replay. */
async function newCustomer(url: string, tag: string): Promise<string> {
  const nobody = new ASGGatewayClient({ baseUrl: url, apiKey: null });
  const email = `replay.${tag}@customer.example`;
  return (await nobody.customers.register({ name: 'Replay', email })).api_key;
}

async function enoughQuota<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ASGGatewayHTTPError) || error.status !== forbidden) throw error;
    throw new Failure(`${error.message}: give the --key of a customer with quota for every question`);
  }
}
