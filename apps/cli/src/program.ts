import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addAudit } from './admin/audit.ts';
import { addBackup, addRestore } from './admin/backup.ts';
import { addTreasury } from './admin/treasury.ts';
import { addDemo } from './demo/command.ts';
import { addReplay } from './replay/command.ts';
import { exitCodesHelp } from './terminal/exit.ts';
import { addUp } from './up/command.ts';
import { addVerify } from './verify/command.ts';

const examples = `
Examples:
  $ asg up --port 8081                      run the server
  $ asg demo                                1,000 tasks from submission to payment
  $ asg verify receipt.json                 a receipt, offline: every step with a tick or a cross
  $ asg treasury                            where to send funds, balance, lanes
  $ asg audit                               prove that everybody was paid exactly once
  $ asg help demo                           what a command takes
`;

/** Every command, one file each, under the heading that the help shows it. */
const commands: Readonly<Record<string, readonly ((program: Command) => void)[]>> = {
  'Check what was paid:': [addVerify],
  'Run a server:': [addUp, addTreasury, addAudit, addBackup, addRestore],
  'Try it out:': [addDemo, addReplay],
};

/** The `asg` command. Parsing runs it; what goes wrong is thrown. */
export function createProgram(): Command {
  const program = new Command('asg')
    .description('ASG Refinery: labels from independent workers, decided by consensus, paid on BSV')
    .version(packageJson.version)
    .exitOverride()
    .showHelpAfterError('(add --help to see what can be given)')
    .addHelpText('after', examples + exitCodesHelp);
  for (const [heading, adders] of Object.entries(commands)) {
    program.commandsGroup(heading);
    for (const add of adders) add(program);
  }
  return program;
}
