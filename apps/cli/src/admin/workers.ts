import type { Command } from 'commander';
import { exitCodesHelp } from '../terminal/exit.ts';
import { addAccountCommands } from './account-commands.ts';
import { endFactorCommand } from './second-factor.ts';

const examples = `
ASG_ADMIN_TOKEN must hold the server's admin token. Workers do the same for themselves in the app, at /work/data.

Examples:
  $ asg workers export wrk_01JRCZ8Q4M3V7T5N9K2H6X0WAB --out kim.json
  $ asg workers delete wrk_01JRCZ8Q4M3V7T5N9K2H6X0WAB          in 14 days; a log-in takes it back
  $ asg workers delete wrk_01JRCZ8Q4M3V7T5N9K2H6X0WAB --now    again, it tells how far it is
  $ asg workers end-second-factor wrk_01JRCZ8Q4M3V7T5N9K2H6X0WAB          who lost phone and recovery codes
`;

/** \`asg workers\`: what the operator does for workers who write to them. */
export function addWorkers(program: Command): void {
  const workers = program
    .command('workers')
    .description('for workers who write to you: all that is known of one, and the end of their account')
    .addHelpText('after', examples + exitCodesHelp);
  addAccountCommands(workers, { id: '<worker_id>', of: 'a worker' });
  endFactorCommand(workers, '<worker_id>', (admin, workerId, signal) =>
    admin.workers.endSecondFactor(workerId, { signal }),
  );
}
