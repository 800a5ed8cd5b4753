import { consensusPolicies } from '@asg/domain/names';
import type { AuditReport, DecisionAudit } from '@asg/sdk';
import { type Command, Option } from 'commander';
import { exitCodesHelp, Failure } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { count, factTable, heading } from '../terminal/table.ts';
import { type AdminOptions, connectAsOperator, urlDefault } from './client.ts';

const examples = `
Reads every settlement and every task once, recomputes payouts and commitments, and compares them with the chain:
what was paid is what the labels earned, each label is paid at most once, each settled task is in exactly one batch, no
coin is spent twice. Reads every trail of who did what, too, and names the entry that was rewritten or is gone. Changes nothing.

A running server is asked over HTTP (ASG_ADMIN_TOKEN must hold its admin token). With --data-dir the store is opened
here, for a server that does not run; everything else is set by the environment, as for \`asg start\`.

--decisions replays the decisions instead: every task is read once, and its decision worked out anew from its record
alone (labels, policy, and what was known of workers and template when it was made), bit for bit.

Examples:
  $ asg audit
  $ asg audit --data-dir ./data
  $ asg audit --decisions
  $ asg audit --json | jq '.results[] | select(.ok | not)'
`;

interface AuditOptions extends AdminOptions {
  readonly dataDir?: string;
  readonly decisions: boolean;
}

/** \`asg audit\`: proves the money; exit code 1 and the culprits where it cannot. */
export function addAudit(program: Command): void {
  program
    .command('audit')
    .description(
      'prove from the store and the chain that everybody was paid exactly once; or replay all decisions',
    )
    .addOption(
      new Option('--url <url>', 'a running server (ASG_BASE_URL)').default(urlDefault).argParser(serverUrl),
    )
    .addOption(
      new Option('--data-dir <folder>', 'the data folder of a server that does not run').conflicts('url'),
    )
    .option('--decisions', 'replay every stored decision instead', false)
    .option('--json', 'print the report as JSON', false)
    .addHelpText('after', examples + exitCodesHelp)
    .action(async (options: AuditOptions) => {
      const report = options.decisions ? await decisionsOf(options) : await reportOf(options);
      if (options.json) console.log(JSON.stringify(report, null, 2));
      else if ('results' in report) printReport(report);
      else printDecisions(report);
      if (!report.ok) throw new Failure('the audit found faults');
    });
}

async function reportOf(options: AuditOptions): Promise<AuditReport> {
  if (options.dataDir === undefined) return connectAsOperator(options).audit();
  return (await offlineAudit()).auditDataDir({ ...process.env, ASG_DATA_DIR: options.dataDir });
}

async function decisionsOf(options: AuditOptions): Promise<DecisionAudit> {
  if (options.dataDir === undefined) return connectAsOperator(options).auditDecisions();
  return (await offlineAudit()).auditDecisionsIn({ ...process.env, ASG_DATA_DIR: options.dataDir });
}

/** Loaded when it is needed: it brings the whole server. */
const offlineAudit = () => import('@asg/server/audit');

function printDecisions({ ok, tasks, decisions, failed, culprits }: DecisionAudit): void {
  for (const culprit of culprits) console.log(`✗ ${culprit}`);
  if (failed > culprits.length) console.log(`  and ${count(failed - culprits.length)} more`);
  console.log(heading(ok ? 'Every decision comes out the same' : 'NOT every decision comes out the same'));
  console.log(
    factTable([
      ['tasks read', count(tasks)],
      ['decisions replayed', count(Object.values(decisions).reduce((sum, each) => sum + each, 0))],
      ...consensusPolicies.map((policy) => [`by ${policy}`, count(decisions[policy])] as const),
      ['by a known answer', count(decisions.gold)],
      ['wrong', count(failed)],
    ]),
  );
}

function printReport(report: AuditReport): void {
  for (const { ok, proves, checked, failed, culprits } of report.results) {
    console.log(
      `${ok ? '✓' : '✗'} ${proves} (${count(checked)} compared${ok ? '' : `, ${count(failed)} wrong`})`,
    );
    for (const culprit of culprits) console.log(`    ${culprit}`);
    if (failed > culprits.length) console.log(`    and ${count(failed - culprits.length)} more`);
  }
  console.log(`\n${heading(report.ok ? 'Everything is proven' : 'NOT everything is proven')}`);
  console.log(
    factTable([
      ['settlements', count(report.settlements)],
      ['tasks', count(report.tasks)],
      ['labels paid', count(report.labels_paid)],
      ['paid to workers', `${count(report.paid_sats)} satoshis`],
      ['paid to miners', `${count(report.miner_fee_sats)} satoshis`],
      ['entered by customers', `${count(report.balances.entered_sats)} satoshis`],
      ['granted at the upgrade', `${count(report.balances.upgrade_grant_sats)} satoshis`],
      ['spent', `${count(report.balances.spent_sats)} satoshis`],
      ['reserved', `${count(report.balances.reserved_sats)} satoshis`],
      ['free', `${count(report.balances.free_sats)} satoshis`],
    ]),
  );
}
