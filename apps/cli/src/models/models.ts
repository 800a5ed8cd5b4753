import { type TaskType, taskTypes } from '@asg/domain/names';
import type { OwnModel } from '@asg/sdk';
import { type Command, Option } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';
import { columnTable, factTable, printJson } from '../terminal/table.ts';
import { type EndpointOptions, endpointKey, optionList, withEndpoint } from './options.ts';
import { addModelTest } from './trial-command.ts';

const requestsMax = 10_000_000;
const requestsDefault = 1_000;
const concurrencyMax = 16;
const concurrencyDefault = 4;

const examples = `${connectionHelp}
The server asks the model of your open tasks of the adaptive policy, for one of their options alone, and keeps what it says as a
prediction: it counts for what it was worth on your tasks. Try it first with \`asg models test\`. The key of the endpoint comes from
ASG_MODEL_KEY; the server keeps it sealed and shows it to nobody.

Examples:
  $ asg models test reviews.csv --truth label --text text --url https://api.example.com/v1 --model small-1
  $ ASG_MODEL_KEY=… asg models add small-1 --url https://api.example.com/v1 --model small-1 --type sentiment --requests 1000
  $ asg models                                       your models, with what is used of each budget
  $ asg models disable small-1
`;

interface AddOptions extends EndpointOptions {
  readonly profile?: string;
  readonly json: boolean;
  readonly type: readonly TaskType[];
  readonly options?: readonly string[];
  readonly requests: number;
  readonly concurrency: number;
  readonly from?: string;
}

interface ChangeOptions extends ServerOptions {
  readonly requests?: number;
  readonly concurrency?: number;
}

/** \`asg models\`: have the server ask models of yours. */
export function addModels(program: Command): void {
  const models = program
    .command('models')
    .description('models of yours beside people: try one, have the server ask it, see what it is worth')
    .addHelpText('after', examples + exitCodesHelp);
  serverCommand(models, 'list', 'your models, and what is used of each budget', true).action(
    (options: ServerOptions) => interruptible((signal) => listModels(options, signal)),
  );
  withEndpoint(models.command('add'))
    .description('have the server ask a model; its key comes from ASG_MODEL_KEY')
    .argument('<name>', 'what its predictions are kept under; another version is another name')
    .option('--profile <name>', 'the profile to use, see `asg profile`')
    .option('--json', 'print JSON', false)
    .addOption(
      new Option('--type <type...>', 'tasks of these types').choices(taskTypes).makeOptionMandatory(),
    )
    .option('--options <list>', 'only tasks with exactly these options, with commas between', optionList)
    .option('--requests <n>', 'requests a UTC day at most', wholeNumber(1, requestsMax), requestsDefault)
    .option('--concurrency <n>', 'requests at once', wholeNumber(1, concurrencyMax), concurrencyDefault)
    .option('--from <time>', 'also tasks that were submitted since, RFC 3339; default: from now on')
    .action((name: string, options: AddOptions) => interruptible((signal) => add(name, options, signal)));
  serverCommand(models, 'show', 'one model, and what it is worth on your tasks')
    .argument('<name>')
    .action((name: string, options: ServerOptions) => interruptible((signal) => show(name, options, signal)));
  serverCommand(models, 'change', 'another budget; with ASG_MODEL_KEY set, another key')
    .argument('<name>')
    .option('--requests <n>', 'requests a UTC day at most', wholeNumber(1, requestsMax))
    .option('--concurrency <n>', 'requests at once', wholeNumber(1, concurrencyMax))
    .action((name: string, options: ChangeOptions) =>
      interruptible((signal) => change(name, options, signal)),
    );
  for (const [word, active] of [
    ['enable', true],
    ['disable', false],
  ] as const)
    serverCommand(
      models,
      word,
      active ? 'have it asked again' : 'have it asked no more; its budget and key stay',
    )
      .argument('<name>')
      .action((name: string, options: ServerOptions) =>
        interruptible(async (signal) =>
          print(await connect(options).models.update(name, { active }, { signal }), options.json),
        ),
      );
  serverCommand(models, 'remove', 'remove models with their keys; what they said of tasks stays')
    .argument('<name...>')
    .action((names: readonly string[], options: ServerOptions) =>
      interruptible(async (signal) => {
        const client = connect(options);
        for (const name of names) await client.models.remove(name, { signal });
      }),
    );
  addModelTest(models);
}

async function add(name: string, options: AddOptions, signal: AbortSignal): Promise<void> {
  const { type, options: only, requests, concurrency, from, url, model, scores, instructions } = options;
  const key = endpointKey();
  const { profile } = options;
  const client = connect({ json: options.json, ...(profile !== undefined && { profile }) });
  const added = await client.models.add(
    {
      name,
      url,
      model,
      scores,
      templates: type.map((one) => ({ task_type: one, ...(only !== undefined && { options: [...only] }) })),
      requests_per_day: requests,
      concurrency,
      ...(key !== null && { api_key: key }),
      ...(instructions !== undefined && { instructions }),
      ...(from !== undefined && { from }),
    },
    { signal },
  );
  print(added, options.json);
}

async function change(name: string, options: ChangeOptions, signal: AbortSignal): Promise<void> {
  const { requests, concurrency, json } = options;
  const key = endpointKey();
  if (requests === undefined && concurrency === undefined && key === null)
    throw new UsageError('nothing is to be changed: give --requests, --concurrency or ASG_MODEL_KEY');
  const changed = await connect(options).models.update(
    name,
    {
      ...(requests !== undefined && { requests_per_day: requests }),
      ...(concurrency !== undefined && { concurrency }),
      ...(key !== null && { api_key: key }),
    },
    { signal },
  );
  print(changed, json);
}

async function listModels(options: ServerOptions, signal: AbortSignal): Promise<void> {
  const all = await connect(options).models.list({ signal });
  if (options.json) return printJson(all);
  const rows = all.map((model) => [
    model.name,
    stateOf(model),
    `${model.requests_today}/${model.requests_per_day}`,
    `${model.predictions_kept}`,
    `${model.answers_unusable}`,
    model.url,
  ]);
  console.log(columnTable(['model', 'is', 'today', 'kept', 'unusable', 'url'], rows));
}

async function show(name: string, options: ServerOptions, signal: AbortSignal): Promise<void> {
  const client = connect(options);
  const model = (await client.models.list({ signal })).find((one) => one.name === name);
  if (model === undefined)
    throw new UsageError(`there is no model ${JSON.stringify(name)}: \`asg models\` lists them`);
  const { templates } = await client.billing.stats({}, { signal });
  const worth = templates.flatMap(({ models, ...template }) =>
    models.filter((one) => one.model === name).map((figures) => ({ ...template, figures })),
  );
  if (options.json)
    return printJson({
      ...model,
      worth: worth.map(({ task_type, options: of, figures }) => ({ task_type, options: of, ...figures })),
    });
  print(model, false);
  const percent = (share: number | null): string => (share === null ? '-' : `${(100 * share).toFixed(1)} %`);
  const rows = worth.map(({ task_type, options: of, figures }) => [
    `${task_type} ${of.join('|')}`,
    `${figures.tasks}`,
    percent(figures.accuracy),
    percent(figures.weight),
    figures.labels_saved?.toFixed(1) ?? '-',
  ]);
  if (rows.length > 0)
    console.log(`\n${columnTable(['template', 'tasks', 'right', 'counts', 'labels saved'], rows)}`);
}

function stateOf({ status, disabled_reason, last_problem }: OwnModel): string {
  const why = disabled_reason ?? last_problem;
  return `${status.replaceAll('_', ' ')}${why === null ? '' : `: ${why}`}`;
}

function print(model: OwnModel, json: boolean): void {
  if (json) {
    printJson(model);
    return;
  }
  const templates = model.templates.map(({ task_type, options }) =>
    options === null ? task_type : `${task_type} ${options.join('|')}`,
  );
  console.log(
    factTable([
      ['model', model.name],
      ['is', stateOf(model)],
      ['endpoint', `${model.url}  ${model.model}`],
      ['key', model.has_key ? 'sealed' : 'none'],
      ['asked of', templates.join(', ')],
      ['today', `${model.requests_today} of ${model.requests_per_day} requests`],
      [
        'predictions',
        `${model.predictions_kept} kept, ${model.answers_unusable} unusable, ${model.answers_late} late`,
      ],
      ['tokens', `${model.tokens}`],
    ]),
  );
}
