import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  type GoldSort,
  type GoldState,
  type GoldUse,
  goldSorts,
  goldStates,
  goldUses,
  type TaskType,
  taskTypes,
} from '@asg/domain/names';
import { ASGGatewayHTTPError, type OwnGold } from '@asg/sdk';
import { type Command, Option } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { classList, defined, type SpecOptions, scaleOf } from '../tasks/spec.ts';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import { type LimitOption, limited, withLimit } from '../terminal/listing.ts';
import { columnTable, count, factTable, printJson } from '../terminal/table.ts';

const examples = `${connectionHelp}
Gold are items whose answer you know. In tests they go among your tasks, unmarked, and measure who labels them; in practice workers learn
your question by them. Each row of a file is a type, data_url or text, question, options (cat|dog) and gold_label; gold_practice true sets
it apart for practice, gold_explanation says why it is right.

Examples:
  $ asg gold                                          the newest 20, with hits and misses
  $ asg gold list --sort misses --use test            those that were answered wrong most often
  $ asg gold add https://example.com/cat.jpg --type image_classification --question "Animal?" --options cat,dog --label cat
  $ asg gold add --text review.txt --type sentiment --question "Mood?" --options good,bad --label good --use practice
  $ asg gold add --task $TASK --reason "Its ears are pointed"
  $ asg gold import gold.csv
  $ asg gold retire $GOLD
`;

interface AddOptions extends ServerOptions {
  readonly type?: TaskType;
  readonly text?: string;
  readonly task?: string;
  readonly question?: string;
  readonly options?: string;
  readonly label?: string;
  readonly scale?: SpecOptions['scale'];
  readonly classes?: SpecOptions['classes'];
  readonly use?: GoldUse;
  readonly reason?: string;
  readonly language?: string;
}

interface ListOptions extends ServerOptions, LimitOption {
  readonly state: GoldState;
  readonly use?: GoldUse;
  readonly template?: string;
  readonly sort: GoldSort;
}

const useOption = () =>
  new Option('--use <use>', 'test: among your tasks; practice: workers learn by it').choices(goldUses);

/** \`asg gold\`: items whose answer is known. */
export function addGold(program: Command): void {
  const gold = program
    .command('gold')
    .description('items whose answer you know: list, add, import, set apart for practice, retire')
    .addHelpText('after', examples + exitCodesHelp);
  withLimit(serverCommand(gold, 'list', 'your gold, with hits and misses', true))
    .addOption(new Option('--state <state>', 'active or retired').choices(goldStates).default('active'))
    .addOption(useOption())
    .option('--template <template>', 'only those of this type and these options')
    .addOption(new Option('--sort <sort>', 'newest or misses first').choices(goldSorts).default('newest'))
    .action((options: ListOptions) => interruptible((signal) => list(options, signal)));
  serverCommand(gold, 'add', 'add an item by URL, a text, or a task that was decided')
    .argument('[url]', 'of the item, or its asset://…')
    .option('--text <file>', 'the item is the text in this file')
    .option(
      '--task <id>',
      'make it of a task of yours; its label is your correction, else what was decided, unless --label says another',
    )
    .addOption(new Option('--type <type>', 'what kind of labelling').choices(taskTypes))
    .option('--question <text>', 'what the worker is asked')
    .option('--options <list>', 'the answers to choose from, with commas between')
    .option('--label <label>', 'the right one of them; or a value as JSON: 4, {"options":["a"]}')
    .option('--scale <from..to>', 'rating: its steps, such as 1..5', scaleOf)
    .option('--classes <list>', 'bounding_boxes, text_spans: what is marked, with commas between', classList)
    .addOption(useOption())
    .option('--reason <text>', 'why it is right; workers are told in practice')
    .option('--language <tag>', 'only workers who list this language get it')
    .action((url: string | undefined, options: AddOptions) =>
      interruptible((signal) => add(url, options, signal)),
    );
  serverCommand(gold, 'import', 'add the rows of a file of JSONL or CSV: all of them, or none')
    .argument('<file>')
    .action((file: string, options: ServerOptions) =>
      interruptible((signal) => importFile(file, options, signal)),
    );
  serverCommand(gold, 'use', 'set items apart for practice, or mix them among your tasks')
    .argument('<use>', goldUses.join(' or '))
    .argument('<gold-id...>')
    .action((use: string, ids: readonly string[], options: ServerOptions) =>
      interruptible(async (signal) => {
        const wanted = goldUses.find((one) => one === use);
        if (wanted === undefined) throw new UsageError(`${use}: the use is ${goldUses.join(' or ')}`);
        const client = connect(options);
        const changed: OwnGold[] = [];
        for (const id of ids) changed.push(await client.gold.change(id, { use: wanted }, { signal }));
        told(changed, options, `is for ${wanted}`);
      }),
    );
  serverCommand(gold, 'retire', 'give items out no more')
    .argument('<gold-id...>')
    .action((ids: readonly string[], options: ServerOptions) =>
      interruptible(async (signal) => {
        const client = connect(options);
        const retired: OwnGold[] = [];
        for (const id of ids) retired.push(await client.gold.retire(id, { signal }));
        told(retired, options, 'is retired');
      }),
    );
}

async function list({ limit, ...options }: ListOptions, signal: AbortSignal): Promise<void> {
  const { state, use, template, sort } = options;
  const client = connect(options);
  const query = {
    state,
    sort,
    ...(use !== undefined && { use }),
    ...(template !== undefined && { template }),
  };
  const found = await limited({ limit }, (page) => client.gold.list({ ...query, limit: page }, { signal }));
  if (options.json) {
    printJson(found);
    return;
  }
  const rows = found.map((gold) => [
    gold.gold_id,
    gold.use,
    gold.gold_label,
    String(gold.hits),
    String(gold.misses),
    gold.suspect ? 'suspect' : '',
    gold.source,
    gold.data_url,
  ]);
  console.log(columnTable(['gold', 'use', 'label', 'hits', 'misses', '', 'from', 'item'], rows));
}

async function add(url: string | undefined, options: AddOptions, signal: AbortSignal): Promise<void> {
  const { task, text, label, use, reason } = options;
  if ([url, task, text].filter((one) => one !== undefined).length !== 1)
    throw new UsageError('give one of a URL, --text and --task');
  const client = connect(options);
  const more = { ...(use !== undefined && { use }), ...(reason !== undefined && { reason }) };
  if (task !== undefined) {
    const made = await client.gold.ofTask(task, { ...more, ...defined({ label }) }, { signal });
    show(made, options);
    return;
  }
  const { type, question, options: list, language, scale, classes } = options;
  if (type === undefined || question === undefined || label === undefined)
    throw new UsageError('an item needs --type, --question, --options, --scale or --classes, and --label');
  const item = text === undefined ? { data_url: url } : { data: { text: await readFile(text, 'utf8') } };
  const answers = list?.split(',').map((one) => one.trim());
  const label_spec = { question, ...defined({ options: answers, scale, classes }) };
  const added = await client.gold.add(
    { type, ...item, label_spec, ...more, gold_label: label, ...defined({ language }) },
    { signal },
  );
  show(added, options);
}

async function importFile(file: string, options: ServerOptions, signal: AbortSignal): Promise<void> {
  const client = connect(options);
  try {
    const { added } = await client.gold.import(await openAsBlob(file), { signal });
    if (options.json) printJson({ added });
    else console.log(`added: ${count(added)}`);
  } catch (error) {
    const rows = error instanceof ASGGatewayHTTPError && error.status === 400 ? (error.details ?? []) : [];
    if (rows.length === 0) throw error;
    if (options.json) printJson({ added: 0, errors: rows });
    const said = rows.map(({ message }) => `\n  ${message}`).join('');
    throw new UsageError(`nothing is added, for what is wrong in ${file}:${said}`);
  }
}

function told(changed: readonly OwnGold[], { json }: ServerOptions, what: string): void {
  if (json) {
    printJson(changed);
    return;
  }
  for (const { gold_id } of changed) console.log(`${gold_id} ${what}`);
}

function show(gold: OwnGold, { json }: ServerOptions): void {
  if (json) {
    printJson(gold);
    return;
  }
  console.log(
    factTable([
      ['gold', gold.gold_id],
      ['item', gold.data_url],
      ['label', gold.gold_label],
      ['for', gold.use],
    ]),
  );
}
