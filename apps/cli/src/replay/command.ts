import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { serverUrl, share, wholeNumber } from '../terminal/options.ts';
import { replayedKindNames } from './kinds/registry.ts';
import type { ReplayOptions } from './options.ts';
import { replayPolicies, replayPolicy } from './policies.ts';

const examples = `
Sends the answers that real people gave, recorded in a CSV file, through a running pipeline over HTTP, each recorded
worker as an account, and compares the consensus labels with the truth. Without --url on an instance of its own, in a
temporary folder, with the local chain (no real money).

Files, UTF-8, with a header line; other columns are passed over:
  answers   question,worker,answer     2 to 50 distinct answers; of a worker's answers to a question the first stands
  truth     question,truth             questions without a truth count for everything but accuracy

With --kind, answers and truths are values as results have them (consensus_label): 4 for a rating; {"item":"left"} or
{"tie":true} for a comparison, with the same 2 to 6 items in every question; {"options":["a","b"]} or {"none":true} for a
multi_label, whose options are all that come up. A scale goes from the lowest step to the highest that come up.
The order in which the answers to a question arrive is by the SHA-256, in hex, of the text SEED|question|worker, the
smallest first. At most min(2 × threshold + 1, recorded answers) labels are used; a question that is undecided then
expires. Questions with fewer answers than the threshold are left out and counted. With adaptive:TARGET labels are used
until the target is reached, min(10, recorded answers) at most; what the first questions taught helps with the next.

Accuracy is the share of questions that are decided and right, of all that were replayed and have a truth.

--offline replays without a server, thousands of questions a second, any policy:
  threshold:N       N labels, then one at a time until an option has the majority
  adaptive:TARGET   labels until the calibrated posterior reaches TARGET (10 at most; adaptive:TARGET:MAX for others)
  majority          the plurality of all recorded labels
  dawid-skene       expectation maximisation over all labels at once, with hindsight: what to compare with
--compare takes several, with commas between, on the same runs. Each of --seeds runs has another random order of the
questions and of their answers (the orders 1, 2, …). No question is left out: where the recorded answers run out, a
threshold policy expires, an adaptive one takes the likeliest option. With --gold SHARE, that share of the questions with
a truth is known beforehand: asked first, with all recorded answers, and left out of every figure. ECE is the expected
calibration error (10 equal bins) of the decided questions of all runs; by chance: what it would be on these questions if
every confidence were true.

Examples:
  $ asg replay --answers answers.csv --truth truth.csv
  $ asg replay --answers answers.csv --truth truth.csv --policy threshold:5 --order 7 --early-stop
  $ asg replay --answers answers.csv --truth truth.csv --policy adaptive:0.95
  $ asg replay --answers stars.csv --truth truth.csv --kind rating --bar 1
  $ asg replay --answers answers.csv --truth truth.csv --json --rows > replay.json
  $ asg replay --answers answers.csv --truth truth.csv --compare threshold:3,threshold:5,adaptive:0.95
  $ asg replay --answers answers.csv --truth truth.csv --offline --policy adaptive:0.9 --gold 0.05 --json
  $ asg replay --answers answers.csv --truth truth.csv --url http://127.0.0.1:8081 --key sk_sandbox_…
`;

const seedsDefault = 5;
const seedsMax = 1000;
const goldShareMax = 0.9;
const atHandMax = 50;

/** `asg replay`: recorded answers through a running pipeline. */
export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('recorded answers of a real crowd through a running pipeline')
    .requiredOption('--answers <file>', 'CSV: question,worker,answer')
    .requiredOption('--truth <file>', 'CSV: question,truth')
    .addOption(new Option('--kind <kind>', 'what an answer is').choices(replayedKindNames).default('choice'))
    .addOption(
      new Option(
        '--bar <bar>',
        'agreement bar of a multi_label or rating; default: that of the kind',
      ).argParser(agreementBar),
    )
    .addOption(
      new Option(
        '--policy <policy>',
        'how labels decide: threshold:N, N from 2 to 10, or adaptive:TARGET; more with --offline',
      )
        .default(replayPolicy('threshold:3'), 'threshold:3')
        .argParser(replayPolicy),
    )
    .option('--order <seed>', 'seed of the order in which answers arrive', '1')
    .option('--early-stop', 'ask for no more labels once the majority cannot be lost', false)
    .addOption(new Option('--url <url>', 'a running instance, otherwise idle').argParser(serverUrl))
    .option(
      '--key <key>',
      'API key of a customer there with quota for every question; default: a new customer',
    )
    .option('--json', 'print the figures as JSON', false)
    .option('--rows', 'with --json: the outcome of every question, too', false)
    .option('--offline', 'replay the rules themselves, without a server', false)
    .addOption(
      new Option('--compare <policies>', 'several policies on the same runs; implies --offline').argParser(
        replayPolicies,
      ),
    )
    .addOption(
      new Option('--seeds <n>', 'offline: runs, each in another random order')
        .default(seedsDefault)
        .argParser(wholeNumber(1, seedsMax)),
    )
    .addOption(
      new Option('--gold <share>', 'offline: share of the questions whose truth is known beforehand')
        .default(0)
        .argParser(share(goldShareMax)),
    )
    .addOption(
      new Option('--at-hand <n>', 'offline: workers whom an adaptive policy may choose from for each label')
        .default(1)
        .argParser(wholeNumber(1, atHandMax)),
    )
    .option('--plot <file>', 'offline: write accuracy against labels as an SVG')
    .option(
      '--reliability <file>',
      'offline: write the reliability diagram, before and after calibration, as an SVG',
    )
    .addHelpText('after', examples + exitCodesHelp)
    .action(async (options: ReplayOptions, command: Command) => {
      if (options.key !== undefined && options.url === undefined) command.error('error: --key needs --url');
      if (options.rows && !options.json) command.error('error: --rows needs --json');
      const offline = options.offline || options.compare !== undefined;
      if (offline) requireOfflineOptions(command);
      else requireServerOptions(command);
      // Loaded when they are needed: the other commands start sooner.
      await interruptible(async (signal) =>
        offline
          ? (await import('./offline/run.ts')).runOfflineReplay(options, signal)
          : (await import('./run.ts')).runReplay(options, signal),
      );
    });
}

function agreementBar(text: string): number {
  const bar = Number(text);
  if (text.trim() === '' || !(bar >= 0)) throw new InvalidArgumentError('It must be a number from 0.');
  return bar;
}

function given(command: Command, names: readonly string[]): string | undefined {
  return names.find((name) => command.getOptionValueSource(name) === 'cli');
}

function requireOfflineOptions(command: Command): void {
  const name = given(command, ['url', 'order', 'rows']);
  if (name !== undefined) command.error(`error: --${name} is of a replay through a server, not of --offline`);
}

function requireServerOptions(command: Command): void {
  const name = given(command, ['seeds', 'gold', 'atHand', 'plot', 'reliability']);
  if (name !== undefined) {
    command.error(`error: --${name === 'atHand' ? 'at-hand' : name} needs --offline or --compare`);
  }
}
