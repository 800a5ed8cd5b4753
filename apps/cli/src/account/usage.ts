import type { Command } from 'commander';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import { columnTable, count, factTable, heading, printJson } from '../terminal/table.ts';
import { connect, connectionHelp, type ServerOptions, serverCommand } from './connect.ts';

const monthForm = /^\d{4}-\d{2}$/;

const examples = `${connectionHelp}
Examples:
  $ asg usage                        what the present month has cost so far
  $ asg usage --month 2026-04
  $ asg usage --month 2026-04 --csv > invoice.csv
  $ asg usage --invoices             month by month
`;

interface UsageOptions extends ServerOptions {
  readonly month?: string;
  readonly csv: boolean;
  readonly invoices: boolean;
}

/** `asg usage`: what was settled, and what it cost. */
export function addUsage(program: Command): void {
  serverCommand(program, 'usage', 'what was settled, and what it cost')
    .option('--month <month>', 'as 2026-04, UTC; default: the present one')
    .option('--csv', 'the invoice of the month as CSV', false)
    .option('--invoices', 'month by month', false)
    .addHelpText('after', examples + exitCodesHelp)
    .action((options: UsageOptions) => interruptible((signal) => showUsage(options, signal)));
}

async function showUsage(options: UsageOptions, signal: AbortSignal): Promise<void> {
  const { month, csv, invoices, json } = options;
  if (month !== undefined && !monthForm.test(month))
    throw new UsageError(`--month must be a month, e.g. 2026-04, not ${month}`);
  const { billing } = connect(options);
  if (csv) {
    if (month === undefined) throw new UsageError('--csv needs --month');
    process.stdout.write(await billing.invoiceCsv(month, { signal }));
    return;
  }
  if (invoices) {
    const all = await Array.fromAsync(billing.invoices({}, { signal }));
    if (json) printJson(all);
    else {
      const rows = all.map((each) => [
        each.month,
        each.status,
        count(each.tasks_settled),
        count(each.total_cost_sats),
      ]);
      console.log(columnTable(['month', 'status', 'tasks', 'satoshis'], rows));
    }
    return;
  }
  const usage = await billing.usage(month, { signal });
  if (json) {
    printJson(usage);
    return;
  }
  console.log(heading(`${usage.month}, ${usage.tier}`));
  console.log(
    factTable([
      ['tasks settled', count(usage.tasks_settled)],
      ['cost', `${count(usage.total_cost_sats)} satoshis, about ${usage.total_cost_usd_estimate} US dollars`],
      ['to workers', `${count(usage.worker_payouts_sats)} satoshis`],
      ['platform fee', `${count(usage.platform_fee_sats)} satoshis`],
      ['labels saved', count(usage.labels_saved)],
      ['gold answers paid', count(usage.gold_answers_paid)],
      ['from the balance', `${count(usage.from_balance_sats)} satoshis`],
    ]),
  );
  if (usage.daily_breakdown.length > 0) {
    const rows = usage.daily_breakdown.map(({ date, tasks, cost_sats }) => [
      date,
      count(tasks),
      count(cost_sats),
    ]);
    console.log(`\n${columnTable(['day', 'tasks', 'satoshis'], rows)}`);
  }
}
