import { reviewFilters, taskStates, taskTypes } from '@asg/domain/names';
import type { ListTasksQuery, Task } from '@asg/sdk';
import { type Command, Option } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import {
  assertWritable,
  type ExportOptions,
  exportQuery,
  withExportOptions,
  writeExport,
} from '../exports/export.ts';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { type LimitOption, limited, withLimit } from '../terminal/listing.ts';
import { columnTable, factTable, percent, printJson } from '../terminal/table.ts';
import { policyText } from './policy.ts';
import { addRanking } from './ranking.ts';
import { addReviews, reviewText } from './reviews.ts';

const examples = `${connectionHelp}
Examples:
  $ asg tasks                                  the newest 20
  $ asg tasks list --status expired --limit 1000 --json
  $ asg tasks list --batch bat_01JRCZ8Q4M3V7T5N9K2H6X0WAB
  $ asg tasks show tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB
  $ asg tasks export --status settled --format parquet --out labels.parquet
  $ asg tasks cancel tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB
  $ asg tasks review $TASK --label dog --note "A fox, by its tail"   beside the consensus, which stays
  $ asg tasks review $TASK $ANOTHER --accept
  $ asg tasks relabel $TASK --redundancy 5     ask others: a second task, with its own cost
  $ asg tasks accuracy --batch $BATCH          how many labels are right, and what to review
  $ asg tasks ranking --job $JOB               what it compared, the best first
`;

interface FilterOptions extends ServerOptions {
  readonly status?: NonNullable<ListTasksQuery['status']>;
  readonly type?: NonNullable<ListTasksQuery['type']>;
  readonly batch?: string;
  readonly job?: string;
  readonly review?: NonNullable<ListTasksQuery['review']>;
  readonly after?: string;
  readonly before?: string;
}

/** `asg tasks`: list, export, show, cancel, review, ask others again. */
export function addTasks(program: Command): void {
  const tasks = program
    .command('tasks')
    .description('your tasks: list, export, show, cancel, review, ask others again')
    .addHelpText('after', examples + exitCodesHelp);
  const list = withFilter(serverCommand(tasks, 'list', 'your tasks, the newest first', true));
  withLimit(list).action((options: FilterOptions & LimitOption) =>
    interruptible((signal) => listTasks(options, signal)),
  );
  const exporting = serverCommand(
    tasks,
    'export',
    'your tasks with their labels, to a file or standard output',
  );
  withExportOptions(withFilter(exporting)).action((options: FilterOptions & ExportOptions) =>
    interruptible(async (signal) => {
      assertWritable(options);
      const query = { ...queryOf(options), ...exportQuery(options) };
      await writeExport(await connect(options).tasks.export(query, { signal }), options, signal);
    }),
  );
  serverCommand(tasks, 'show', 'a task')
    .argument('<task_id>')
    .action((taskId: string, options: ServerOptions) =>
      interruptible(async (signal) =>
        showTask(await connect(options).tasks.get(taskId, { signal }), options),
      ),
    );
  serverCommand(tasks, 'cancel', 'cancel tasks that are not decided yet')
    .argument('<task_id...>')
    .action((taskIds: readonly string[], options: ServerOptions) =>
      interruptible(async (signal) => {
        const client = connect(options);
        const cancelled: Task[] = [];
        for (const taskId of taskIds) {
          cancelled.push(await client.tasks.cancel(taskId, { signal }));
          if (!options.json) console.log(`${taskId} is cancelled`);
        }
        if (options.json) printJson(cancelled);
      }),
    );
  addReviews(tasks);
  addRanking(tasks);
}

function withFilter(command: Command): Command {
  return command
    .addOption(new Option('--status <status>', 'only tasks that stand so').choices(taskStates))
    .addOption(new Option('--type <type>', 'only this kind of labelling').choices(taskTypes))
    .option('--batch <id>', 'only tasks of this batch')
    .option('--job <id>', 'only tasks of this job')
    .addOption(new Option('--review <verdict>', 'only tasks that you reviewed so').choices(reviewFilters))
    .option('--after <time>', 'only later ones: 2026-04-09T12:00:00Z')
    .option('--before <time>', 'only earlier ones');
}

function queryOf(options: FilterOptions): Omit<ListTasksQuery, 'limit' | 'cursor'> {
  return {
    status: options.status,
    type: options.type,
    batch_id: options.batch,
    job_id: options.job,
    review: options.review,
    created_after: options.after,
    created_before: options.before,
  };
}

async function listTasks(options: FilterOptions & LimitOption, signal: AbortSignal): Promise<void> {
  const query = queryOf(options);
  const client = connect(options);
  const tasks = await limited(options, (limit) => client.tasks.list({ ...query, limit }, { signal }));
  if (options.json) printJson(tasks);
  else
    console.log(
      columnTable(
        ['task', 'status', 'labels', 'type', 'created', 'data'],
        tasks.map((task) => [
          task.task_id,
          task.status,
          String(task.labels_received),
          task.task_type,
          task.created_at,
          task.data_url,
        ]),
      ),
    );
}

function leastLabels({ consensus, consensus_threshold }: Task): number {
  return consensus.min_labels ?? consensus_threshold;
}

/** What the customer expects of the answers. */
function expectedOf({ options, class_shares: shares, ordinal }: Task['label_spec']) {
  const parts = [
    ...(shares === undefined ? [] : [options.map((option) => `${option} ${shares[option]}`).join(', ')]),
    ...(ordinal === true ? ['a scale'] : []),
  ];
  return parts.length === 0 ? [] : [['expected', parts.join('; ')] as const];
}

function said({ model, label, scores, confidence }: NonNullable<Task['predictions']>[number]): string {
  const score = confidence ?? scores?.[label];
  return `${model} ${label}${score === undefined ? '' : ` (${percent(score)})`}`;
}

function showTask(task: Task, { json }: ServerOptions): void {
  if (json) printJson(task);
  else
    console.log(
      factTable([
        ['task', task.task_id],
        ['status', task.status],
        ['labels', `${task.labels_received}, at least ${leastLabels(task)} are wanted`],
        ['policy', policyText(task)],
        ['data', task.data_url],
        ['question', task.label_spec.question],
        ...(task.label_spec.classes === undefined
          ? [['options', task.label_spec.options.join(', ')] as const]
          : [['classes', task.label_spec.classes.join(', ')] as const]),
        ...expectedOf(task.label_spec),
        ...(task.predictions === undefined
          ? []
          : [['predictions', task.predictions.map(said).join(', ')] as const]),
        ['type', task.task_type],
        ['created', task.created_at],
        ...(task.expires_at === null ? [] : [['expires', task.expires_at] as const]),
        ...(task.batch_id === null ? [] : [['batch', task.batch_id] as const]),
        ...(task.job_id === null ? [] : [['job', task.job_id] as const]),
        ...(task.review === undefined ? [] : [['review', reviewText(task.review)] as const]),
        ...(task.relabel_of === undefined ? [] : [['asks again', task.relabel_of] as const]),
        ...(task.relabelled_by === undefined ? [] : [['asked again', task.relabelled_by] as const]),
        ...(task.metadata === null ? [] : [['metadata', JSON.stringify(task.metadata)] as const]),
        ...(task.webhook_failed === true ? [['webhook', 'a delivery was given up'] as const] : []),
      ]),
    );
}
