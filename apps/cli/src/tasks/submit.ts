import { readFile } from 'node:fs/promises';
import { parseJson } from '@asg/domain/values';
import type { ComparedItem, SubmitTask } from '@asg/sdk';
import { isRecord } from '@asg/values/json';
import type { Command } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import { factTable, printJson } from '../terminal/table.ts';
import { readJson } from '../verify/input.ts';
import { type ResultWait, requireLabels, resultOf, withWaitOptions } from './result.ts';
import { resultText } from './show-result.ts';
import { defined, type SpecOptions, specFields, withDefaults, withSpecOptions } from './spec.ts';

const examples = `${connectionHelp}
Examples:
  $ asg submit https://example.com/1.jpg --type image_classification --question "Animal?" --options cat,dog
  $ asg submit https://example.com/1.jpg --type moderation --question "OK?" --options yes,no --wait
  $ asg submit --type comparison --question "Which is better?" --item model-a=a.txt --item model-b=b.txt
  $ asg submit https://example.com/1.txt --type rating --question "How clear?" --scale 1..5
  $ asg submit --file task.json --json              the task as the API takes it; - is standard input
  $ asg result "$(asg submit --file task.json --json | jq -r .task_id)" --wait
`;

interface SubmitOptions extends ServerOptions, SpecOptions, ResultWait {
  readonly file?: string;
  readonly metadata?: string;
  readonly callbackUrl?: string;
  readonly idempotencyKey?: string;
  readonly item?: readonly string[];
  readonly wait: boolean;
}

/** `asg submit`: one task. */
export function addSubmit(program: Command): void {
  const command = serverCommand(program, 'submit', 'submit a task')
    .argument('[data_url]', 'https URL of the image or text to label')
    .option('--file <file>', 'JSON: the task, or what the options leave out of it; - for standard input')
    .option(
      '--item <name=source>',
      'comparison: an item by a URL or a text file; once for each',
      (one: string, before: readonly string[] | undefined) => [...(before ?? []), one],
    )
    .option('--metadata <json>', 'your own JSON object, comes back unchanged')
    .option('--callback-url <url>', 'gets the outcome')
    .option('--idempotency-key <key>', 'your own name for the task: sent again, it is the same task')
    .option('--wait', 'wait for the label and print it', false);
  withWaitOptions(withSpecOptions(command))
    .addHelpText('after', examples + exitCodesHelp)
    .action((dataUrl: string | undefined, options: SubmitOptions) =>
      interruptible((signal) => submit(dataUrl, options, signal)),
    );
}

async function submit(
  dataUrl: string | undefined,
  options: SubmitOptions,
  signal: AbortSignal,
): Promise<void> {
  const { file, wait, json } = options;
  const items = options.item === undefined ? undefined : await Promise.all(options.item.map(comparedItem));
  if (dataUrl === undefined && file === undefined && items === undefined)
    throw new UsageError('what is to be labelled? Give its URL, or a task with --file');
  const filed = file === undefined ? {} : await readJson(file);
  if (typeof filed !== 'object' || filed === null || Array.isArray(filed))
    throw new UsageError(`${file}: must be one task, a JSON object; \`asg batch\` takes many`);
  const given = defined({
    ...specFields(options),
    data_url: dataUrl,
    items,
    metadata: options.metadata === undefined ? undefined : jsonObject(options.metadata),
    callback_url: options.callbackUrl,
    idempotency_key: options.idempotencyKey,
  });
  const client = connect(options);
  const submitted = await client.tasks.submit(withDefaults(given, filed as Partial<SubmitTask>), { signal });
  for (const warning of submitted.warnings ?? []) console.error(`asg: ${warning}`);
  if (wait) {
    console.error(`${submitted.task_id} is submitted`);
    const result = await resultOf(client, submitted.task_id, options, signal);
    if (json) printJson(result);
    else console.log(resultText(result, client.baseUrl));
    requireLabels([result]);
  } else if (json) printJson(submitted);
  else {
    const again = submitted.idempotent === true ? ' (it was there already)' : '';
    console.log(factTable([['task', submitted.task_id + again]]));
  }
}

async function comparedItem(given: string): Promise<ComparedItem> {
  const [, id, source] = /^([^=]+)=(.+)$/.exec(given) ?? [];
  if (id === undefined || source === undefined)
    throw new UsageError(`--item must be a name and a URL or a text file, such as model-a=answer.txt`);
  if (/^(?:https?|asset):\/\//.test(source)) return { id, data_url: source };
  return { id, data: { text: await readFile(source, 'utf8') } };
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  const parsed = parseJson(text, 'metadata');
  if (parsed.ok && isRecord(parsed.value)) return parsed.value;
  const reason = parsed.ok ? '' : `: ${parsed.reason}`;
  throw new UsageError(`--metadata must be a JSON object, e.g. '{"order":7}'${reason}`);
}
