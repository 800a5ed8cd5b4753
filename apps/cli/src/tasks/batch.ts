import { createHash } from 'node:crypto';
import { assetUrl } from '@asg/domain';
import { type ASGGatewayClient, ASGGatewayHTTPError, type SubmitTask } from '@asg/sdk';
import { at } from '@asg/values/present';
import { type Command, Option } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, Failure, interruptible } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';
import { openProgress, type Progress } from '../terminal/progress.ts';
import { columnTable, count, factTable, percent, printJson } from '../terminal/table.ts';
import { givePictures } from './given-pictures.ts';
import { type ResultWait, requireLabels, resultOf, withWaitOptions } from './result.ts';
import { assertFormat, labelRow, writeLabels } from './result-file.ts';
import type { KnownResult } from './show-result.ts';
import { type SpecOptions, specFields, withDefaults, withSpecOptions } from './spec.ts';
import {
  type FiledTask,
  type FileOptions,
  type LineNote,
  noteText,
  readTaskFile,
  tasksMax,
} from './task-file.ts';

const chunkDefault = 100;
const chunkMax = 1_000;
/** Lines that are said something of. */
const notesMax = 50;
/** Waits at the same time: an answer comes the moment it is known. */
const waitsAtOnce = 8;
/** A long run meets rate limits, and goes on. */
const retriesMax = 30;

const examples = `${connectionHelp}
What a file is is told by its content, gzip too: JSONL has a task on each line, as the API takes it, a JSON file a list of
them, or of Label Studio's. CSV (with , ; or tab) begins with the names of its columns: data_url, or text (another: --text-column),
and as you need them type, question, options (cat|dog), instructions, consensus_threshold, language, priority, expires_in,
callback_url and idempotency_key; and what models of yours say (policy adaptive): predictions.small-1 has the answer of the model
small-1 (an option; the id of an item or tie; a step; options with | between; or the text of a value), or scores such as
{"cat":0.9,"dog":0.1}, and predictions a list of [{"model","label", "value" or "scores"}]. All other columns come back with the
task, as its metadata. What the file leaves out, the options say. At most ${tasksMax} tasks; more are for \`asg jobs upload\`.

The files of a folder, or of a zip, are given to the server one by one, and each is a task with its name as metadata (file).
\`asg jobs upload\` sends a zip whole, and the server goes on by itself.

The file is read whole before anything is submitted. A row that is not as it must be is refused with its line and why; the
others are submitted, and the code is 1. Each task carries a key made from its content: after Ctrl-C, a crash or
an error run the same command again, and it goes on; no task is submitted twice. To have the same file labelled a second time
give it another --run.

Examples:
  $ asg batch tasks.csv
  $ asg batch urls.csv --type image_classification --question "Animal?" --options cat,dog
  $ asg batch texts.csv --text-column comment --type sentiment --question "Mood?" --options good,bad
  $ asg batch rated.csv --policy adaptive --type moderation --question "How bad?" --options no,some,very --ordinal
  $ asg batch tasks.jsonl --wait --out labels.csv       wait for the labels, and keep them
  $ asg batch ./pictures/ --type image_classification --question "Animal?" --options cat,dog
  $ cat tasks.jsonl | asg batch - --format jsonl --json
`;

interface BatchOptions extends ServerOptions, SpecOptions, ResultWait, FileOptions {
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
  const command = serverCommand(program, 'batch', 'submit a file of tasks (CSV or JSON), resumable')
    .argument('<file>', 'CSV, JSONL, JSON, a folder or a zip of pictures; - for standard input')
    .addOption(
      new Option('--format <format>', 'default: as the content of the file tells').choices(['csv', 'jsonl']),
    )
    .option('--encoding <name>', 'of a file that is not UTF-8 or UTF-16, e.g. windows-1252')
    .option('--text-column <name>', 'the column with the texts, where it is not called text')
    .option('--chunk <n>', 'tasks to a request, all accepted or none', wholeNumber(1, chunkMax), chunkDefault)
    .option('--run <name>', 'another name submits the same tasks again', '')
    .option('--wait', 'wait for the labels', false)
    .option('--out <file>', 'write tasks, and with --wait labels, to a .csv or .jsonl file');
  withWaitOptions(withSpecOptions(command))
    .addHelpText('after', examples + exitCodesHelp)
    .action((file: string, options: BatchOptions) => interruptible((signal) => batch(file, options, signal)));
}

async function batch(file: string, options: BatchOptions, signal: AbortSignal): Promise<void> {
  if (options.out !== undefined) assertFormat(options.out);
  const connected = (): ASGGatewayClient => connect(options, retriesMax);
  const pictures = await givePictures(connected, file, options.json, signal);
  const { tasks, refused, notices } = pictures ?? (await readTaskFile(file, options));
  for (const note of notices.slice(0, notesMax)) console.error(`asg: ${noteText(note)}`);
  if (notices.length > notesMax) console.error(`asg: and ${count(notices.length - notesMax)} more notices`);
  const client = connected();
  let results: readonly KnownResult[] | null = null;
  let lines: readonly SubmittedLine[];
  let errors: readonly LineNote[];
  {
    using progress = openProgress(options.wait ? ['submitted', 'labelled'] : ['submitted'], options.json);
    const submitted = await submitAll(client, named(tasks, options), options.chunk, progress, signal);
    lines = submitted.lines;
    errors = [...refused, ...submitted.refused].sort((a, b) => a.line - b.line);
    if (lines.length === 0) throw refusal(errors);
    if (options.wait) results = await waitForAll(client, lines, options, progress, signal);
  }
  const rows = lines.map((line, i) =>
    labelRow(line.line, itemUrl(line.task), line.taskId, results?.[i] ?? null),
  );
  if (options.out !== undefined) await writeLabels(options.out, rows);
  const batchIds = [...new Set(lines.map(({ batchId }) => batchId))];
  if (options.json) printJson({ task_count: lines.length, batch_ids: batchIds, tasks: rows, errors });
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
  if (errors.length > 0) throw refusal(errors);
  if (results !== null) requireLabels(results);
}

/** Where the item of a task is: a text that came by value is an asset by then. */
function itemUrl({ data_url, data }: Partial<SubmitTask>): string | null {
  if (data == null) return data_url ?? null;
  return assetUrl(createHash('sha256').update(data.text).digest('hex'));
}

/** What was refused, line by line. */
function refusal(errors: readonly LineNote[]): Failure {
  const more = errors.length - notesMax;
  const said = errors.slice(0, notesMax).map((error) => `\n  ${noteText(error)}`);
  return new Failure(
    `${count(errors.length)} of the rows were refused${said.join('')}${more > 0 ? `\n  and ${count(more)} more` : ''}`,
  );
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
): Promise<{ readonly lines: readonly SubmittedLine[]; readonly refused: readonly LineNote[] }> {
  const lines: SubmittedLine[] = [];
  const refused: LineNote[] = [];
  progress.update('submitted', 0, tasks.length);
  for (let first = 0; first < tasks.length; first += chunk) {
    let part = tasks.slice(first, first + chunk);
    while (part.length > 0)
      try {
        const idempotencyKey = keyOf(part.map(({ task }) => task.idempotency_key).join(' '));
        const bodies = part.map(({ task }) => task);
        const { batch_id, task_ids } = await client.tasks.submitBatch(bodies, { idempotencyKey, signal });
        part.forEach((each, i) => {
          lines.push({ ...each, taskId: at(task_ids, i), batchId: batch_id });
        });
        break;
      } catch (error) {
        const bad = refusedOf(error, part);
        if (bad.size > 0) {
          refused.push(...[...bad].map(([{ line }, reason]) => ({ line, reason })));
          part = part.filter((each) => !bad.has(each));
          continue;
        }
        if (lines.length > 0)
          console.error(
            `asg: ${count(lines.length)} of ${count(tasks.length)} tasks are submitted; the same command goes on`,
          );
        throw error;
      }
    progress.update('submitted', lines.length, tasks.length);
  }
  return { lines, refused };
}

/** The tasks that a batch was refused for, and why. None: the error is of another kind. */
function refusedOf<T extends FiledTask>(error: unknown, part: readonly T[]): ReadonlyMap<T, string> {
  const bad = new Map<T, string>();
  if (!(error instanceof ASGGatewayHTTPError) || error.status !== 400) return bad;
  for (const { field, message } of error.details) {
    const [, index] = /^tasks\.(\d+)(?:\.|$)/.exec(field) ?? [];
    const task = index === undefined ? undefined : part[Number(index)];
    if (task === undefined) continue;
    const said = message.replace(`tasks.${index}.`, '');
    bad.set(task, bad.has(task) ? `${bad.get(task)}; ${said}` : said);
  }
  return bad;
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
