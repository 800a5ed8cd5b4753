import { type Command, Option } from 'commander';
import { exitCodesHelp, exitFailed, interruptible } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';
import { demoKindNames } from './kinds/registry.ts';
import type { DemoOptions } from './options.ts';

const examples = `
Starts an instance of its own in a temporary folder, on a free port, with the local chain (no real money). The workers
are simulated, everything else is real: accounts, claims, labels, consensus and payment, all over HTTP. What a worker
answers depends on the seed; who gets which task depends on timing, so figures differ a little from run to run.

Examples:
  $ asg demo
  $ asg demo --tasks 200 --workers 12 --seed holiday
  $ asg demo --kind comparison             which of two answers of models is better, and a ranking of the models
  $ asg demo --kind bounding_boxes --keep  boxes around what is on pictures, to be looked at in the Console
  $ asg demo --keep                        the instance stays up afterwards
  $ asg demo --json > demo.json
`;

/** `asg demo`: tasks from submission to payment, with a crowd that is simulated and a system that is not. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('a thousand tasks from submission to payment, on an instance of its own')
    .addOption(
      new Option('--kind <kind>', 'of the tasks: what a label is').choices(demoKindNames).default('choice'),
    )
    .addOption(
      new Option('--tasks <count>', 'tasks to submit').default(1000).argParser(wholeNumber(1, 100_000)),
    )
    .addOption(
      new Option('--workers <count>', 'simulated workers').default(25).argParser(wholeNumber(15, 500)),
    )
    .option('--seed <text>', 'makes the tasks and the answers', 'asg')
    .option('--keep', 'leave the instance running until Ctrl-C', false)
    .addOption(
      new Option('--timeout <seconds>', 'give up after this long')
        .default(120)
        .argParser(wholeNumber(1, 86_400)),
    )
    .option('--json', 'print the figures as JSON', false)
    .addHelpText('after', examples + exitCodesHelp)
    .action(async (options: DemoOptions) => {
      // Loaded when it is needed: the other commands start sooner.
      const { runDemo } = await import('./run.ts');
      const allSettled = await interruptible((signal) => runDemo(options, signal));
      if (!allSettled) process.exitCode = exitFailed;
    });
}
