import type { Accuracy, Review, ReviewTask } from '@asg/sdk';
import { at } from '@asg/values/present';
import type { Command } from 'commander';
import { connect, type ServerOptions, serverCommand } from '../account/connect.ts';
import { interruptible, UsageError } from '../terminal/exit.ts';
import { columnTable, count, factTable, percent, printJson } from '../terminal/table.ts';
import { labelValue } from './label-value.ts';
import { defined } from './spec.ts';

interface ReviewOptions extends ServerOptions {
  readonly accept: boolean;
  readonly label?: string;
  readonly value?: string;
  readonly note?: string;
  readonly withdraw: boolean;
}

interface RelabelOptions extends ServerOptions {
  readonly redundancy?: string;
  readonly idempotencyKey?: string;
}

interface AccuracyOptions extends ServerOptions {
  readonly job?: string;
  readonly batch?: string;
  readonly template?: string;
}

/** What a customer says of labels, under `asg tasks`. */
export function addReviews(tasks: Command): void {
  serverCommand(tasks, 'review', 'accept or correct labels; the consensus, payment and receipt stay')
    .argument('<task_id...>')
    .option('--accept', 'what was decided is right', false)
    .option('--label <label>', 'this option is right; also where a task expired without a label')
    .option('--value <json>', 'the same of any other kind than a choice: 4, {"item":"a"}, {"boxes":[…]}')
    .option('--note <text>', 'your own words on it')
    .option('--withdraw', 'take back what you said', false)
    .action((taskIds: readonly string[], options: ReviewOptions) =>
      interruptible((signal) => review(taskIds, options, signal)),
    );
  serverCommand(tasks, 'relabel', 'ask others about a task again: a second task, with its own cost')
    .argument('<task_id>')
    .option(
      '--redundancy <labels>',
      'labels before the first evaluation, 2 to 10; default: as the first task',
    )
    .option('--idempotency-key <key>', 'sent again under it, it is the same second task')
    .action((taskId: string, options: RelabelOptions) =>
      interruptible((signal) => relabel(taskId, options, signal)),
    );
  serverCommand(tasks, 'accuracy', 'how many labels are right, as confidences and your reviews tell')
    .option('--job <id>', 'of this job')
    .option('--batch <id>', 'of this batch')
    .option('--template <template>', 'of this type and these options')
    .action((options: AccuracyOptions) => interruptible((signal) => showAccuracy(options, signal)));
}

export function reviewText({ verdict, label, note }: Review): string {
  return `${verdict}: ${label}${note === null ? '' : ` (${note})`}`;
}

async function review(
  taskIds: readonly string[],
  options: ReviewOptions,
  signal: AbortSignal,
): Promise<void> {
  const { accept, label, note, withdraw, json } = options;
  const value = options.value === undefined ? undefined : labelValue(options.value);
  if ([accept, withdraw, label !== undefined, value !== undefined].filter(Boolean).length !== 1)
    throw new UsageError('give one of --accept, --label, --value and --withdraw');
  if (withdraw && note !== undefined) throw new UsageError('--note goes with --accept, --label or --value');
  const { tasks } = connect(options);
  const said: ReviewTask = {
    verdict: accept ? 'accepted' : 'corrected',
    ...defined({ label, value }),
    ...(note !== undefined && { note }),
  };
  const answers: unknown[] = [];
  for (const taskId of taskIds) {
    if (withdraw) {
      answers.push(await tasks.withdrawReview(taskId, { signal }));
      if (!json) console.log(`${taskId} has no review`);
      continue;
    }
    const kept = await tasks.review(taskId, said, { signal });
    answers.push({ task_id: taskId, ...kept });
    if (!json) console.log(`${taskId} is ${reviewText(kept)}`);
  }
  if (json) printJson(answers);
}

async function relabel(taskId: string, options: RelabelOptions, signal: AbortSignal): Promise<void> {
  const { redundancy, idempotencyKey, json } = options;
  if (redundancy !== undefined && !/^(?:[2-9]|10)$/.test(redundancy))
    throw new UsageError(`--redundancy must be a whole number from 2 to 10, not ${redundancy}`);
  const order = {
    ...(redundancy !== undefined && { redundancy: Number(redundancy) }),
    ...(idempotencyKey !== undefined && { idempotency_key: idempotencyKey }),
  };
  const second = await connect(options).tasks.relabel(taskId, order, { signal });
  if (json) printJson(second);
  else console.log(`${second.task_id} asks others about ${taskId}`);
}

async function showAccuracy(options: AccuracyOptions, signal: AbortSignal): Promise<void> {
  const { job, batch, template, json } = options;
  if ([job, batch, template].filter((one) => one !== undefined).length !== 1)
    throw new UsageError('give one of --job, --batch and --template');
  const query = {
    ...(job !== undefined && { job_id: job }),
    ...(batch !== undefined && { batch_id: batch }),
    ...(template !== undefined && { template }),
  };
  const found = await connect(options).billing.accuracy(query, { signal });
  if (json) printJson(found);
  else console.log(accuracyText(found));
}

function accuracyText({ options, plan, ...found }: Accuracy): string {
  const facts = factTable([
    ['right', `${percent(found.expected_accuracy)}, give or take ${percent(found.margin)}`],
    ['decided', count(found.tasks)],
    ['reviewed', `${count(found.reviewed)}, of them ${count(found.corrected)} corrected`],
    ['worth a look', `${count(found.worth_a_look)} below a confidence of ${percent(found.look_below)}`],
    ['to a point', `${count(plan.reviews_for_one_point)} more reviews`],
  ]);
  const bins = plan.by_confidence.map((bin) => [
    `${percent(bin.from)} to ${percent(bin.to)}`,
    count(bin.tasks),
    count(bin.reviewed),
    count(bin.corrected),
    count(bin.reviews),
  ]);
  const corrections = found.corrections.flatMap((row, was) =>
    row.flatMap((times, is) => (times > 0 ? [[at(options, was), at(options, is), count(times)]] : [])),
  );
  return [
    facts,
    ...(bins.length === 0
      ? []
      : [columnTable(['confidence', 'decided', 'reviewed', 'corrected', 'to review'], bins)]),
    ...(corrections.length === 0 ? [] : [columnTable(['decided', 'corrected to', 'times'], corrections)]),
  ].join('\n\n');
}
