import { type Command, Option } from 'commander';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { type ReplayPolicy, replayPolicy } from './policy.ts';
import { runReplay } from './run.ts';

const examples = `
Sends the answers that real people gave, recorded in a CSV file, through a running pipeline over HTTP, each recorded
worker as an account, and compares the consensus labels with the truth. Without --url on an instance of its own, in a
temporary folder, with the local chain (no real money).

Files, UTF-8, with a header line; other columns are passed over:
  answers   question,worker,answer     2 to 50 distinct answers, one answer of a worker to a question
  truth     question,truth             questions without a truth count for everything but accuracy

The order in which the answers to a question arrive is by the SHA-256, in hex, of the text SEED|question|worker, the
smallest first. At most min(2 × threshold + 1, recorded answers) labels are used; a question that is undecided then
expires. Questions with fewer answers than the threshold are left out and counted.

Accuracy is the share of questions that are decided and right, of all that were replayed and have a truth.

Examples:
  $ asg replay --answers answers.csv --truth truth.csv
  $ asg replay --answers answers.csv --truth truth.csv --policy threshold:5 --order 7 --early-stop
  $ asg replay --answers answers.csv --truth truth.csv --json --rows > replay.json
  $ asg replay --answers answers.csv --truth truth.csv --url http://127.0.0.1:8081 --key sk_sandbox_…
`;

export interface ReplayOptions {
  readonly answers: string;
  readonly truth: string;
  readonly policy: ReplayPolicy;
  readonly order: string;
  readonly earlyStop: boolean;
  readonly url?: string;
  readonly key?: string;
  readonly json: boolean;
  readonly rows: boolean;
}

/** `asg replay`: recorded answers through a running pipeline. */
export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('recorded answers of a real crowd through a running pipeline')
    .requiredOption('--answers <file>', 'CSV: question,worker,answer')
    .requiredOption('--truth <file>', 'CSV: question,truth')
    .addOption(
      new Option('--policy <policy>', 'how labels decide: threshold:N, N from 2 to 10')
        .default({ threshold: 3 }, 'threshold:3')
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
    .option('--rows', 'with --json: what became of every question, too', false)
    .addHelpText('after', examples + exitCodesHelp)
    .action(async (options: ReplayOptions, command: Command) => {
      if (options.key !== undefined && options.url === undefined) command.error('error: --key needs --url');
      if (options.rows && !options.json) command.error('error: --rows needs --json');
      await interruptible((signal) => runReplay(options, signal));
    });
}
