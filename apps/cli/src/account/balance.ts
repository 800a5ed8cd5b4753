import type { Balance } from '@asg/sdk';
import type { Command } from 'commander';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import { count, factTable, printJson } from '../terminal/table.ts';
import { connect, connectionHelp, type ServerOptions, serverCommand } from './connect.ts';

const balanceExamples = `${connectionHelp}
Examples:
  $ asg balance                        what you can spend, and what is held for open tasks
  $ asg balance --json | jq .available_sats
`;

/** \`asg balance\`: what the account can spend. */
export function addBalance(program: Command): void {
  serverCommand(program, 'balance', 'what you can spend, and what is held for open tasks')
    .addHelpText('after', balanceExamples + exitCodesHelp)
    .action((options: ServerOptions) =>
      interruptible(async (signal) => show(await connect(options).billing.balance({ signal }), options)),
    );
}

const limitsExamples = `${connectionHelp}
A limit that is not named stays as it is.

Examples:
  $ asg limits                         those that are set
  $ asg limits --per-day 50000         at most 50,000 satoshis set aside for new tasks a day (UTC)
  $ asg limits --low 10000             \`balance.low\` when less than 10,000 satoshis can be spent
  $ asg limits --per-day none --low none
`;

/** As it is given on the command line. */
type Limit = number | 'none';

interface LimitOptions extends ServerOptions {
  readonly perDay?: Limit;
  readonly low?: Limit;
}

/** \`asg limits\`: how much is spent a day, and when to warn. */
export function addLimits(program: Command): void {
  serverCommand(program, 'limits', 'how much may be spent a day, and when to warn you')
    .option('--per-day <sats>', 'the most that is set aside for new tasks on one day (UTC), or none', limit)
    .option('--low <sats>', 'warn when less than so much can be spent, or none', limit)
    .addHelpText('after', limitsExamples + exitCodesHelp)
    .action((options: LimitOptions) => interruptible((signal) => setLimits(options, signal)));
}

function limit(text: string): Limit {
  if (text === 'none') return text;
  if (!/^\d{1,16}$/.test(text))
    throw new UsageError(`a limit must be a whole number of satoshis, or none, not ${text}`);
  return Number(text);
}

function limitOr(given: Limit | undefined, before: number | null): number | null {
  return given === 'none' ? null : (given ?? before);
}

async function setLimits(options: LimitOptions, signal: AbortSignal): Promise<void> {
  const { billing } = connect(options);
  const before = await billing.balance({ signal });
  const { perDay, low } = options;
  const isChange = perDay !== undefined || low !== undefined;
  const limits = {
    spend_per_day_sats: limitOr(perDay, before.limits.spend_per_day_sats),
    balance_low_sats: limitOr(low, before.limits.balance_low_sats),
  };
  const after = isChange ? await billing.setLimits(limits, { signal }) : before;
  if (options.json) printJson(after.limits);
  else console.log(factTable(limitFacts(after)));
}

/** What a balance says, for people. */
export function balanceFacts(balance: Balance): [name: string, value: string][] {
  const { funding, allowance_left_sats: leftSats, free_sats: freeSats } = balance;
  const isSandbox = funding === 'allowance';
  return [
    ['can be spent', `${sats(balance.available_sats)}${balance.is_low ? ' (low)' : ''}`],
    ['held for tasks', `${sats(balance.reserved_sats)} at most`],
    ['spent', sats(balance.spent_sats)],
    ['came in', sats(balance.entered_sats)],
    ...(freeSats < 0 ? [['free', sats(freeSats)] as [string, string]] : []),
    [
      'paid from',
      isSandbox
        ? `the allowance of a sandbox account, ${sats(leftSats)} of it not drawn yet`
        : 'what was deposited and granted',
    ],
  ];
}

function limitFacts({ limits, reserved_today_sats: todaySats }: Balance): [name: string, value: string][] {
  const { spend_per_day_sats: perDay, balance_low_sats: low } = limits;
  return [
    ['a day', perDay === null ? 'no limit' : `${sats(perDay)}, of which ${sats(todaySats)} are taken today`],
    ['warning', low === null ? 'none' : `below ${sats(low)}`],
  ];
}

function show(balance: Balance, { json }: ServerOptions): void {
  if (json) printJson(balance);
  else console.log(factTable([...balanceFacts(balance), ...limitFacts(balance)]));
}

function sats(amount: number): string {
  return `${count(amount)} satoshi${Math.abs(amount) === 1 ? '' : 's'}`;
}
