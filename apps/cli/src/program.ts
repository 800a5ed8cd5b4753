import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addBalance, addLimits } from './account/balance.ts';
import { addBillingDetails } from './account/billing-details.ts';
import { addDeposit } from './account/deposit.ts';
import { addKeys } from './account/keys.ts';
import { addLogin } from './account/login.ts';
import { addMembers } from './account/members.ts';
import { addOrganisation } from './account/organisation.ts';
import { addProfile, addWhoami } from './account/profile.ts';
import { addRegister } from './account/register.ts';
import { addStatement } from './account/statement.ts';
import { addUsage } from './account/usage.ts';
import { addAudit } from './admin/audit.ts';
import { addAuditLog } from './admin/audit-log.ts';
import { addBackup, addRestore } from './admin/backup.ts';
import { addCustomers } from './admin/customers.ts';
import { addGrant } from './admin/grant.ts';
import { addOperators } from './admin/operators.ts';
import { addScrub } from './admin/scrub.ts';
import { addPeople } from './admin/second-factor.ts';
import { addSeller } from './admin/seller.ts';
import { addTreasury } from './admin/treasury.ts';
import { addWorkers } from './admin/workers.ts';
import { addAssets } from './assets/assets.ts';
import { addCompletion } from './completion/command.ts';
import { addDemo } from './demo/command.ts';
import { addDoctor } from './doctor/command.ts';
import { addGold } from './gold/gold.ts';
import { addJobs } from './jobs/jobs.ts';
import { addMcp } from './mcp/command.ts';
import { addMigrate } from './migrate/command.ts';
import { addModels } from './models/models.ts';
import { addReplay } from './replay/command.ts';
import { addBatch } from './tasks/batch.ts';
import { addReceipt } from './tasks/receipt.ts';
import { addResult } from './tasks/result.ts';
import { addSubmit } from './tasks/submit.ts';
import { addTasks } from './tasks/tasks.ts';
import { exitCodesHelp } from './terminal/exit.ts';
import { addUp } from './up/command.ts';
import { addVerify } from './verify/command.ts';
import { addWebhooks } from './webhooks/webhooks.ts';

const examples = `
Examples:
  $ asg up                                                the server, on this machine
  $ asg register --email me@example.com                   an account, its key in a profile
  $ asg login --email me@example.com                      with your password, instead of a key
  $ asg batch tasks.csv --wait --out labels.csv           labels for a file of tasks
  $ asg receipt $TASK > receipt.json && asg verify receipt.json
  $ asg doctor                                            what is wrong with an installation, and what to do
  $ source <(asg completion bash)                         also zsh and fish
  $ asg help batch                                        what a command takes
`;

/** Every command, one file each, under the heading that the help shows it. */
const commands: Readonly<Record<string, readonly ((program: Command) => void)[]>> = {
  'Get labels:': [addSubmit, addBatch, addResult, addTasks, addJobs, addAssets, addGold, addModels, addMcp],
  'Notifications and proofs:': [addWebhooks, addReceipt, addVerify],
  'Your money:': [addBalance, addDeposit, addStatement, addLimits, addUsage, addBillingDetails],
  'Your account:': [
    addRegister,
    addLogin,
    addWhoami,
    addProfile,
    addKeys,
    addMembers,
    addOrganisation,
    addAuditLog,
  ],
  'Run a server:': [
    addUp,
    addDoctor,
    addTreasury,
    addGrant,
    addSeller,
    addOperators,
    addWorkers,
    addPeople,
    addCustomers,
    addAudit,
    addBackup,
    addRestore,
    addScrub,
    addMigrate,
  ],
  'Try it out:': [addDemo, addReplay],
  'Your shell:': [addCompletion],
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
