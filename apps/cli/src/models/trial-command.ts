import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import type { AskedItem } from '@asg/domain';
import { messageOf } from '@asg/domain/errors';
import { mapBounded } from '@asg/runtime';
import { at, present } from '@asg/values/present';
import type { Command } from 'commander';
import { rowsOfFile } from '../files/rows-of-file.ts';
import { exitCodesHelp, Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';
import { openProgress } from '../terminal/progress.ts';
import { columnTable, factTable, printJson } from '../terminal/table.ts';
import { type Accuracy, accuracyOf, type Judged } from './accuracy.ts';
import { ask, type Endpoint } from './endpoint.ts';
import { type EndpointOptions, endpointKey, optionList, withEndpoint } from './options.ts';

const rowsDefault = 200;
const rowsMax = 1_000_000;
const concurrencyDefault = 4;
const concurrencyMax = 64;
const bytesMax = 256 * 1024 * 1024;
const million = 1_000_000;
const pictures: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

const help = `
Asks the endpoint itself, from this machine, of the rows of a file whose answers you know: no server is needed, and nothing is stored. The
key comes from ASG_MODEL_KEY. An answer that cannot be used counts as wrong. Calibration is of answers with scores (--scores): the expected error
of what they claim, as they are and with a temperature that the other half of the rows gave.

Examples:
  $ asg models test reviews.csv --truth label --text text --url https://api.example.com/v1 --model small-1
  $ asg models test cats.csv --truth animal --picture file --scores logprobs --rows 500 --price 0.15 --url … --model … --json
`;

interface TestOptions extends EndpointOptions {
  readonly truth: string;
  readonly text: string;
  readonly picture?: string;
  readonly question: string;
  readonly options?: readonly string[];
  readonly rows: number;
  readonly concurrency: number;
  readonly price?: number;
  readonly json: boolean;
}

/** \`asg models test\`: how right a model is, and what it costs, before it is used. */
export function addModelTest(models: Command): void {
  withEndpoint(models.command('test'))
    .description(
      'how right a model is on rows whose answers you know, how well it knows that, and what it costs',
    )
    .argument('<file>', 'CSV, JSONL or JSON; - for standard input')
    .requiredOption('--truth <column>', 'the column of the right answers')
    .option('--text <column>', 'the column of the texts', 'text')
    .option('--picture <column>', 'the column of paths of pictures, beside the file; in place of texts')
    .option('--question <text>', 'what it is asked', 'Which of the options is right?')
    .option('--options <list>', 'with commas between; default: what is in the truth column', optionList)
    .option(
      '--rows <n>',
      'rows that it is asked of at most, the first of the file',
      wholeNumber(1, rowsMax),
      rowsDefault,
    )
    .option('--concurrency <n>', 'requests at once', wholeNumber(1, concurrencyMax), concurrencyDefault)
    .option('--price <amount>', 'of a million tokens, in any currency', amount)
    .option('--json', 'print JSON', false)
    .addHelpText('after', help + exitCodesHelp)
    .action((file: string, options: TestOptions) => interruptible((signal) => test(file, options, signal)));
}

function amount(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(`--price must be a number such as 0.15, not ${text}`);
}

interface TruthRow {
  readonly truth: string;
  /** The text, or the path of the picture. */
  readonly item: string;
}

async function test(file: string, options: TestOptions, signal: AbortSignal): Promise<void> {
  const rows = await truthRows(file, options);
  const labels = options.options ?? [...new Set(rows.map(({ truth }) => truth))].toSorted();
  const other = rows.find(({ truth }) => !labels.includes(truth));
  if (other !== undefined)
    throw new UsageError(`${file}: ${JSON.stringify(other.truth)} is none of --options ${labels.join(',')}`);
  if (labels.length < 2) throw new UsageError(`${file}: the column ${options.truth} has one answer alone`);
  const { url, model, scores, instructions = null, json } = options;
  const endpoint: Endpoint = { url, model, scores, instructions, key: endpointKey() };
  const asked = { question: options.question, options: labels };
  using progress = openProgress(['asked'], json);
  let [done, requests, tokens, failed] = [0, 0, 0, 0];
  const problems = new Map<string, number>();
  const judged = await mapBounded(
    rows,
    options.concurrency,
    async ({ truth, item }): Promise<Judged | null> => {
      signal.throwIfAborted();
      const answer = await ask(endpoint, asked, await itemOf(item, file, options), signal);
      requests += answer.requests;
      progress.update('asked', ++done, rows.length);
      const { read } = answer;
      tokens += read?.tokens ?? 0;
      const problem = read === null ? answer.problem : read.ok ? null : read.reason;
      if (problem !== null) problems.set(problem, (problems.get(problem) ?? 0) + 1);
      if (read === null) {
        failed++;
        return null;
      }
      const at = labels.indexOf(truth);
      if (!read.ok) return { truth: at, said: null, scores: null };
      const { scores: byOption } = read.answer;
      const given = byOption === undefined ? null : labels.map((label) => byOption[label] ?? 0);
      const said =
        given === null ? labels.indexOf(read.answer.label ?? '') : given.indexOf(Math.max(...given));
      return { truth: at, said, scores: given };
    },
  );
  progress[Symbol.dispose]();
  const known = judged.filter((one) => one !== null);
  if (known.length === 0)
    throw new Failure(`nothing was answered: ${[...problems.keys()][0] ?? 'the file has no rows'}`);
  const cost = {
    requests,
    tokens,
    price: options.price === undefined ? null : (tokens / million) * options.price,
    per_thousand:
      options.price === undefined ? null : ((tokens / million) * options.price * 1_000) / known.length,
  };
  report(accuracyOf(known, labels.length), { labels, cost, failed, problems, json });
}

async function truthRows(file: string, options: TestOptions): Promise<readonly TruthRow[]> {
  const column = options.picture ?? options.text;
  const rows: TruthRow[] = [];
  for await (const row of rowsOfFile(file, { bytesMax })) {
    if (row.kind === 'error') throw new UsageError(`${file}, line ${row.line}: ${row.reason}`);
    if (row.kind === 'columns')
      for (const name of [options.truth, column])
        if (!row.columns.includes(name))
          throw new UsageError(`${file} has no column ${JSON.stringify(name)}: ${row.columns.join(', ')}`);
    if (row.kind !== 'values') continue;
    const [truth, item] = [textIn(row.values[options.truth]), textIn(row.values[column])];
    if (truth === '' || item === '')
      throw new UsageError(`${file}, line ${row.line}: ${options.truth} or ${column} is empty, or no text`);
    rows.push({ truth, item });
    if (rows.length === options.rows) break;
  }
  if (rows.length === 0) throw new UsageError(`${file} has no rows`);
  return rows;
}

/** '': it is none. */
function textIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `${value}`
    : '';
}

async function itemOf(item: string, file: string, { picture }: TestOptions): Promise<AskedItem> {
  if (picture === undefined) return { kind: 'text', text: item };
  const type = pictures[extname(item).toLowerCase()];
  if (type === undefined)
    throw new UsageError(`${item} is no picture by its name: ${Object.keys(pictures).join(' ')}`);
  try {
    const bytes = await readFile(resolve(file === '-' ? '.' : dirname(file), item));
    return { kind: 'image', dataUrl: `data:${type};base64,${bytes.toString('base64')}` };
  } catch (error) {
    throw new UsageError(`${item} cannot be read: ${messageOf(error)}`);
  }
}

function report(
  accuracy: Accuracy,
  {
    labels,
    cost,
    failed,
    problems,
    json,
  }: {
    readonly labels: readonly string[];
    readonly cost: {
      readonly requests: number;
      readonly tokens: number;
      readonly price: number | null;
      readonly per_thousand: number | null;
    };
    readonly failed: number;
    readonly problems: ReadonlyMap<string, number>;
    readonly json: boolean;
  },
): void {
  const { rows, right, unusable, interval, confusion, calibration } = accuracy;
  if (json) {
    printJson({
      rows,
      right,
      unusable,
      failed,
      accuracy: accuracy.accuracy,
      interval,
      options: labels,
      confusion,
      calibration:
        calibration === null
          ? null
          : {
              rows: calibration.rows,
              error_before: calibration.errorBefore,
              error_after: calibration.errorAfter,
              temperature: calibration.temperature,
            },
      cost,
      problems: Object.fromEntries(problems),
    });
    return;
  }
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const worst = [...problems].map(([problem, count]) => `${count} × ${problem}`).join('; ');
  console.log(
    factTable([
      [
        'right',
        `${percent(accuracy.accuracy)} of ${rows} (${right}); 95 %: ${interval.map(percent).join(' to ')}`,
      ],
      ['unusable', `${unusable}, failed ${failed}${worst === '' ? '' : `: ${worst}`}`],
      [
        'calibration',
        calibration === null
          ? 'no scores, or too few'
          : `error ${calibration.errorBefore.toFixed(3)} as it is, ${calibration.errorAfter.toFixed(3)} at temperature ${calibration.temperature.toFixed(2)}`,
      ],
      [
        'cost',
        `${cost.requests} requests, ${cost.tokens} tokens${cost.price === null ? '' : `, ${cost.price.toFixed(4)}; ${present(cost.per_thousand, 'the price').toFixed(4)} a thousand tasks`}`,
      ],
    ]),
  );
  const table = labels.map((label, i) => [label, ...at(confusion, i).map(String)]);
  console.log(`\n${columnTable(['is \\ said', ...labels], table)}`);
}
