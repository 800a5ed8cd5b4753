import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@asg/runtime';
import type { ASGGatewayClient, Deposit } from '@asg/sdk';
import { isRecord } from '@asg/values/json';
import type { Command } from 'commander';
import { exitCodesHelp, Failure, interruptible, NotYet } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';
import { columnTable, count, factTable, heading, printJson } from '../terminal/table.ts';
import { connect, connectionHelp, type ServerOptions, serverCommand } from './connect.ts';

const pollMs = 500;
const waitSecondsDefault = 60;

const examples = `${connectionHelp}
On the local chain, whose coins are play money, the chain pays the deposit itself, and the command waits until it is in your balance.
On a real network it prints an address and a payment URI, and waits if you say for how long.

Examples:
  $ asg deposit 100000               on the local chain: 100,000 satoshis more in your balance
  $ asg deposit 100000 --wait 3600   on a real network: pay within the hour
`;

interface DepositOptions extends ServerOptions {
  readonly wait?: number;
}

/** `asg deposit`: pays money in. */
export function addDeposit(program: Command): void {
  serverCommand(program, 'deposit', 'pay money in')
    .argument('<satoshis>', 'what you mean to pay', wholeNumber(1, 2.1e15))
    .option('--wait <seconds>', 'for the payment; default: 60 on the local chain', wholeNumber(0, 86_400))
    .addHelpText('after', examples + exitCodesHelp)
    .action((satoshis: number, options: DepositOptions) =>
      interruptible((signal) => makeDeposit(satoshis, options, signal)),
    );
}

async function makeDeposit(satoshis: number, options: DepositOptions, signal: AbortSignal): Promise<void> {
  const client = connect(options);
  const opened = await client.deposits.open(satoshis, { signal });
  const isLocal = opened.network === 'local';
  if (!options.json) {
    const unreal = isLocal ? ' (local chain: not real money)' : '';
    console.log(heading(`Deposit of ${count(satoshis)} satoshis on the ${opened.network} network${unreal}`));
    console.log(
      factTable([
        ['pay to', opened.address],
        ['payment URI', opened.payment_uri],
        ['in your balance', `after ${opened.confirmations_needed} in the chain`],
      ]),
    );
  }
  if (isLocal) await payOnLocalChain(client, opened, satoshis, signal);
  const waitSeconds = options.wait ?? (isLocal ? waitSecondsDefault : 0);
  const paid = await credited(client, opened, waitSeconds, signal);
  if (options.json) printJson(paid);
  else if (paid.payments.length > 0) {
    const rows = paid.payments.map(({ txid, sats, status, confirmations }) => [
      txid,
      count(sats),
      status,
      count(confirmations),
    ]);
    console.log(`\n${columnTable(['transaction', 'satoshis', 'status', 'confirmations'], rows)}`);
  }
  if (waitSeconds > 0 && paid.credited_sats === 0)
    throw new NotYet(`nothing is credited yet: ${paid.address} goes on being watched`);
}

/** The chain in the server pays, and the transaction is handed in as a wallet does. */
async function payOnLocalChain(
  client: ASGGatewayClient,
  { deposit_id, address }: Deposit,
  sats: number,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(`${client.baseUrl}/chain/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address, sats }),
    signal,
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!isRecord(answer) || typeof answer.raw !== 'string') {
    const told = isRecord(answer) && typeof answer.error === 'string' ? answer.error : null;
    throw new Failure(
      `the local chain at ${client.baseUrl} did not pay: ${told ?? `status ${response.status}`}`,
    );
  }
  await client.deposits.post(deposit_id, answer.raw, { signal });
}

async function credited(
  client: ASGGatewayClient,
  opened: Deposit,
  waitSeconds: number,
  signal: AbortSignal,
): Promise<Deposit> {
  const endMs = systemClock.nowMs() + waitSeconds * 1_000;
  let deposit = opened;
  do {
    deposit = await client.deposits.get(opened.deposit_id, { signal });
    if (deposit.credited_sats > 0 || systemClock.nowMs() >= endMs) return deposit;
    await sleep(pollMs, undefined, { signal });
  } while (!signal.aborted);
  return deposit;
}
