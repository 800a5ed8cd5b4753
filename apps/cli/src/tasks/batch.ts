import { createHash } from 'node:crypto';
import { at } from '@asg/domain/present';
import { type ASGGatewayClient, ASGGatewayHTTPError, type SubmitTask } from '@asg/sdk';
import { type Command, Option } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, Failure, interruptible } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';
import { openProgress, type Progress } from '../terminal/progress.ts';
import { columnTable, count, factTable, percent, printJson } from '../terminal/table.ts';
import { type ResultWait, requireLabels, resultOf, withWaitOptions } from './result.ts';
import { labelRow, writeLabels } from './result-file.ts';
import type { KnownResult } from './show-result.ts';
import { type SpecOptions, specFields, withDefaults, withSpecOptions } from './spec.ts';
import { type FiledTask, formatOf, readTaskFile, type TaskFileFormat, tasksMax } from './task-file.ts';

const chunkDefault = 100;
const chunkMax = 1_000;
/** Waits at the same time: an answer comes the moment it is known. */
const waitsAtOnce = 8;
/** A long run meets rate limits, and goes on. */
const retriesMax = 30;

const examples = `${connectionHelp}
A JSONL file has a task on each line, as the API takes it. A CSV file begins with the names of its columns: data_url, and as
you need them type, question, options (cat|dog), instructions, consensus_threshold, language, priority, expires_in,
callback_url, idempotency_key and metadata.NAME. What the file leaves out, the options say. At most ${tasksMax} tasks; more
are for \`asg jobs upload\`.

The file is read whole before anything is submitted. Each task carries a key made from its content: after Ctrl-C, a crash or
an error run the same command again, and it goes on; no task is submitted twice. To have the same file labelled a second time
give it another --run.

Examples:
  $ asg batch tasks.csv
  $ asg batch urls.csv --type image_classification --question "Animal?" --options cat,dog
  $ asg batch tasks.jsonl --wait --out labels.csv       wait for the labels, and keep them
  $ cat tasks.jsonl | asg batch - --format jsonl --json
`;

interface BatchOptions extends ServerOptions, SpecOptions, ResultWait {
  readonly format?: TaskFileFormat;
  readonly chunk: number;
  readonly run: string;
  readonly wait: boolean;
  readonly out?: string;
}

/** A task of the file, and its id once it is submitted. */
interface SubmittedLine extends FiledTask {
  readonly taskId: string;
  readonly batchId: string;
}

/** `asg batch`: a file of tasks. */
export function addBatch(program: Command): void {
  const command = serverCommand(program, 'batch', 'submit a file of tasks (CSV or JSONL), resumable')
    .argument('<file>', 'CSV or JSONL; - for standard input')
    .addOption(
      new Option('--format <format>', 'default: as the name of the file tells').choices(['csv', 'jsonl']),
    )
    .option('--chunk <n>', 'tasks to a request, all accepted or none', wholeNumber(1, chunkMax), chunkDefault)
    .option('--run <name>', 'another name submits the same tasks again', '')
    .option('--wait', 'wait for the labels', false)
    .option('--out <file>', 'write tasks, and with --wait labels, to a .csv or .jsonl file');
  withWaitOptions(withSpecOptions(command))
    .addHelpText('after', examples + exitCodesHelp)
    .action((file: string, options: BatchOptions) => interruptible((signal) => batch(file, options, signal)));
}

async function batch(file: string, options: BatchOptions, signal: AbortSignal): Promise<void> {
  if (options.out !== undefined) formatOf(options.out);
  const tasks = await readTaskFile(file, options.format ?? formatOf(file));
  const client = connect(options, retriesMax);
  let results: readonly KnownResult[] | null = null;
  let lines: readonly SubmittedLine[];
  {
    using progress = openProgress(options.wait ? ['submitted', 'labelled'] : ['submitted'], options.json);
    lines = await submitAll(client, named(tasks, options), options.chunk, progress, signal);
    if (options.wait) results = await waitForAll(client, lines, options, progress, signal);
  }
  const rows = lines.map((line, i) =>
    labelRow(line.line, line.task.data_url, line.taskId, results?.[i] ?? null),
  );
  if (options.out !== undefined) await writeLabels(options.out, formatOf(options.out), rows);
  const batchIds = [...new Set(lines.map(({ batchId }) => batchId))];
  if (options.json) printJson({ task_count: lines.length, batch_ids: batchIds, tasks: rows });
  else if (results === null)
    console.log(
      factTable([
        ['tasks', count(lines.length)],
        ['batches', batchIds.join(' ')],
      ]),
    );
  else
    console.log(
      columnTable(
        ['line', 'task', 'status', 'label', 'confidence'],
        rows.map((row) => [
          String(row.line),
          row.task_id,
          row.status ?? '-',
          row.consensus_label ?? '-',
          percent(row.confidence),
        ]),
      ),
    );
  if (results !== null) requireLabels(results);
}

/** Each task whole, with a key of its own: the hash of what it is, so that a file that was changed goes on too. */
function named(
  tasks: readonly FiledTask[],
  options: BatchOptions,
): readonly (FiledTask & { task: SubmitTask })[] {
  const defaults = specFields(options);
  const copies = new Map<string, number>();
  return tasks.map(({ line, task }) => {
    const whole = withDefaults(task, defaults);
    if (whole.idempotency_key != null) return { line, task: whole };
    const content = JSON.stringify(whole);
    const copy = (copies.get(content) ?? 0) + 1;
    copies.set(content, copy);
    return { line, task: { ...whole, idempotency_key: keyOf(JSON.stringify([options.run, copy, content])) } };
  });
}

const keyOf = (text: string): string => `asg-${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;

async function submitAll(
  client: ASGGatewayClient,
  tasks: readonly (FiledTask & { task: SubmitTask })[],
  chunk: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<readonly SubmittedLine[]> {
  const lines: SubmittedLine[] = [];
  progress.update('submitted', 0, tasks.length);
  for (let first = 0; first < tasks.length; first += chunk) {
    const part = tasks.slice(first, first + chunk);
    const idempotencyKey = keyOf(part.map(({ task }) => task.idempotency_key).join(' '));
    try {
      const bodies = part.map(({ task }) => task);
      const { batch_id, task_ids } = await client.tasks.submitBatch(bodies, { idempotencyKey, signal });
      part.forEach((each, i) => {
        lines.push({ ...each, taskId: at(task_ids, i), batchId: batch_id });
      });
    } catch (error) {
      if (lines.length > 0)
        console.error(
          `asg: ${count(lines.length)} of ${count(tasks.length)} tasks are submitted; the same command goes on`,
        );
      throw error instanceof ASGGatewayHTTPError && error.status === 400
        ? inTermsOfLines(error, part)
        : error;
    }
    progress.update('submitted', lines.length, tasks.length);
  }
  return lines;
}

/** The refusal of a batch, each bad task by its line in the file. */
function inTermsOfLines(error: ASGGatewayHTTPError, part: readonly FiledTask[]): Error {
  const reported = error.details.map(({ field, message }) => {
    const [, index] = /^tasks\.(\d+)\./.exec(field) ?? [];
    const line = index === undefined ? undefined : part[Number(index)]?.line;
    return line === undefined ? message : `line ${line}: ${message.replace(`tasks.${index}.`, '')}`;
  });
  return reported.length === 0 ? error : new Failure(`the tasks were refused\n  ${reported.join('\n  ')}`);
}

async function waitForAll(
  client: ASGGatewayClient,
  lines: readonly SubmittedLine[],
  options: ResultWait,
  progress: Progress,
  signal: AbortSignal,
): Promise<readonly KnownResult[]> {
  const results: KnownResult[] = [];
  const waiting = lines.entries();
  let done = 0;
  progress.update('labelled', 0, lines.length);
  const lane = async (): Promise<void> => {
    for (const [i, { taskId }] of waiting) {
      results[i] = await resultOf(client, taskId, options, signal);
      progress.update('labelled', ++done, lines.length);
    }
  };
  await Promise.all(Array.from({ length: waitsAtOnce }, lane));
  return results;
}
