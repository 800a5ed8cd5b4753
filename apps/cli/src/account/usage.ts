import type { BillingDetails, InvoiceDocument } from '@asg/sdk';
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
  $ asg usage --month 2026-04 --invoice
`;

interface UsageOptions extends ServerOptions {
  readonly month?: string;
  readonly csv: boolean;
  readonly invoices: boolean;
  readonly invoice: boolean;
}

/** `asg usage`: what was settled, and what it cost. */
export function addUsage(program: Command): void {
  serverCommand(program, 'usage', 'what was settled, and what it cost')
    .option('--month <month>', 'as 2026-04, UTC; default: the present one')
    .option('--csv', 'the invoice of the month as CSV', false)
    .option('--invoices', 'month by month', false)
    .option('--invoice', 'the invoice of the month as it is printed, with who sells and who buys', false)
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
  if (options.invoice) {
    if (month === undefined) throw new UsageError('--invoice needs --month');
    const document = await billing.invoice(month, { signal });
    if (json) printJson(document);
    else console.log(factTable(invoiceFacts(document)));
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

function invoiceFacts(invoice: InvoiceDocument): [name: string, value: string][] {
  const { number, status, period, seller, buyer, lines, paid } = invoice;
  return [
    ['number', `${number}${status === 'open' ? ' (not closed yet)' : ''}`],
    ['period', `${period.from} to ${period.to} (UTC)`],
    ['seller', seller === null ? 'not said' : partyText(seller)],
    ['buyer', partyText(buyer)],
    ...lines.map(({ kind, tasks, sats }): [string, string] => [
      kind === 'worker_payouts' ? 'to workers' : 'platform fee',
      `${count(sats)} satoshis, ${count(tasks)} tasks`,
    ]),
    ['total', `${count(invoice.total_sats)} satoshis, about ${invoice.total_usd_estimate} US dollars`],
    ['from the balance', `${count(paid.from_balance_sats)} satoshis`],
    ['by the operator', `${count(paid.by_operator_sats)} satoshis`],
  ];
}

/** On one line. */
export function partyText({ name, address, tax_id: taxId }: BillingDetails): string {
  return [name, ...address.split('\n'), taxId ?? ''].filter((part) => part.trim() !== '').join(', ');
}
