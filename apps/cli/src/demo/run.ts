import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { linkedSignal, systemClock } from '@asg/runtime';
import { ASGGatewayClient } from '@asg/sdk';
import { withOwnInstance } from '../instance/own-instance.ts';
import { Failure } from '../terminal/exit.ts';
import { openProgress } from '../terminal/progress.ts';
import { fitted } from '../terminal/table.ts';
import { followBatches } from './batches.ts';
import { demoKinds } from './kinds/registry.ts';
import type { DemoOptions } from './options.ts';
import { measure, printReport } from './report.ts';
import { Submission } from './submission.ts';
import { demoTasks } from './tasks.ts';

const skillMin = 0.6;
const skillMax = 0.97;
const stages = ['submitted', 'labelled', 'verified', 'settled'] as const;

/** Runs the demo and prints what came of it. True: every task was settled. Throws a Failure if the time is up. */
export function runDemo(options: DemoOptions, signal: AbortSignal): Promise<boolean> {
  return withOwnInstance(options.tasks, signal, async (refinery) => {
    const startedAtMs = systemClock.nowMs();
    const nobody = new ASGGatewayClient({ baseUrl: refinery.url, apiKey: null });
    const { api_key } = await nobody.customers.register({ name: 'Demo', email: 'demo@customer.example' });
    const customer = new ASGGatewayClient({ baseUrl: refinery.url, apiKey: api_key });
    const kind = demoKinds[options.kind];
    const submission = new Submission(
      customer,
      demoTasks(options.kind, options.tasks, options.seed),
      kind.batchSize,
    );
    const labels = await labelAll(customer, submission, options, signal);
    const report = await measure(customer, submission, {
      labels,
      isRanked: kind.isRanked,
      elapsedMs: systemClock.nowMs() - startedAtMs,
    });
    printReport(report, refinery.url, { ...options, about: kind.about });
    if (options.keep) await untilInterrupted(refinery, signal);
    return report.settled === report.tasks;
  });
}

/** Lets the customer submit and the crowd label until every task is at its end. The number of labels given. */
async function labelAll(
  customer: ASGGatewayClient,
  submission: Submission,
  options: DemoOptions,
  signal: AbortSignal,
): Promise<number> {
  using progress = openProgress(stages, options.json);
  const done = new AbortController();
  const timeUp = AbortSignal.timeout(options.timeout * 1000);
  using over = linkedSignal([signal, timeUp, done.signal]);
  const stop = over.signal;
  let labels = 0;
  const crowd = runCrowd({
    url: customer.baseUrl,
    workers: simulatedCrowd(options.workers, skillMin, skillMax, options.seed),
    answerFor: (item) => submission.known(item),
    until: 'stopped',
    signal: stop,
    onLabel: () => {
      labels++;
    },
  });
  const customerSide = followBatches(customer, submission, stop, (counts) => {
    progress.update('submitted', submission.submitted, submission.total);
    progress.update('labelled', labels, Math.max(labels, submission.labelsWanted));
    progress.update('verified', counts.verified + counts.settled, submission.total);
    progress.update('settled', counts.settled, submission.total);
  });
  await together([customerSide.finally(() => done.abort()), crowd], done);
  signal.throwIfAborted();
  if (timeUp.aborted) throw new Failure(`not all tasks were settled after ${options.timeout} s`);
  return labels;
}

/** Waits for both; the failure of one stops the other. */
async function together(parts: readonly Promise<unknown>[], stop: AbortController): Promise<void> {
  const outcomes = await Promise.allSettled(
    parts.map((part) =>
      part.catch((error: unknown) => {
        stop.abort();
        throw error;
      }),
    ),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

async function untilInterrupted(
  refinery: { readonly url: string; readonly ended: Promise<unknown> },
  signal: AbortSignal,
): Promise<void> {
  console.error(fitted(`The instance stays up at ${refinery.url} until Ctrl-C.`));
  const interrupted = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await Promise.race([interrupted, refinery.ended]);
}
