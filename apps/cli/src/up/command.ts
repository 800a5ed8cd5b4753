import { type Command, Option } from 'commander';
import { exitCodesHelp } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';

const examples = `
Everything else is set by the environment. An option goes before its variable.

Examples:
  $ asg up
  $ asg up --port 9000 --data-dir /var/lib/asg
  $ SETTLE_MAX_WAIT_MS=5000 asg up --log-level warn
  $ asg up --roles chain --port 8090        the local chain alone, for other processes
  $ asg up --roles gateway --store aerospike://10.0.0.1,10.0.0.2/asg
  $ asg up --processes --store aerospike://127.0.0.1/test       a whole cluster on this machine
  $ asg up --processes 3                    the same with three gateways

With --processes each role is a process of its own: the first gateway on --port, all others on free ports. What ends is
started again; Ctrl-C ends all. Keys that are not set are made once and kept in the data folder.
`;

const gatewaysMax = 16;

interface UpOptions {
  readonly port?: number;
  readonly host?: string;
  readonly dataDir?: string;
  readonly store?: string;
  readonly roles?: string;
  readonly logLevel?: string;
  readonly processes?: true | number;
  readonly json: boolean;
}

/** `asg up`: the server, in this process, until Ctrl-C or SIGTERM. */
export function addUp(program: Command): void {
  program
    .command('up')
    .alias('start')
    .description('run the server in the foreground')
    .addOption(
      new Option('--port <port>', 'port to listen on, 0 takes a free one (PORT)').argParser(
        wholeNumber(0, 65_535),
      ),
    )
    .option('--host <address>', 'address to listen on (HOST)')
    .option('--data-dir <folder>', 'folder of the database and the local chain (ASG_DATA_DIR)')
    .option(
      '--store <store>',
      'where records are kept: sqlite:./data/asg.db or aerospike://host:3000/namespace (ASG_STORE)',
    )
    .option(
      '--roles <roles>',
      'what this process does, some of gateway,router,settler,webhooks,jobs,chain; all of it without (ASG_ROLES)',
    )
    .option('--log-level <level>', 'silent, fatal, error, warn, info, debug or trace (LOG_LEVEL)')
    .addOption(
      new Option(
        '--processes [gateways]',
        'every role as a process of its own, with so many gateways (1 without a number); needs a store that they share',
      )
        .argParser(wholeNumber(1, gatewaysMax))
        .conflicts('roles'),
    )
    .option('--json', 'with --processes: what happens as JSON, an object a line', false)
    .addHelpText('after', examples + exitCodesHelp)
    .action(async (options: UpOptions, command: Command) => {
      const { processes, json } = options;
      if (json && processes === undefined) command.error('error: --json needs --processes');
      setVariables({
        PORT: options.port?.toString(),
        HOST: options.host,
        ASG_DATA_DIR: options.dataDir,
        ASG_STORE: options.store,
        ASG_ROLES: options.roles,
        LOG_LEVEL: options.logLevel,
      });
      if (processes !== undefined) {
        const { runProcesses } = await import('./processes/run.ts');
        return runProcesses({ gateways: processes === true ? 1 : processes, json });
      }
      // The server's own entry: it reads the environment, answers the signals and sets the exit code.
      await import('@asg/server/main');
    });
}

function setVariables(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) process.env[name] = value;
}
