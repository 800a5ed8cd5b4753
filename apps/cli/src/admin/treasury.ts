import { setTimeout as sleep } from 'node:timers/promises';
import type { TreasuryMovePurpose } from '@asg/domain/names';
import { type Command, Option } from 'commander';
import { exitCodesHelp, Failure, interruptible } from '../terminal/exit.ts';
import { serverUrl, wholeNumber } from '../terminal/options.ts';
import { count, factTable, heading } from '../terminal/table.ts';
import { type AdminOptions, connectAsOperator, urlDefault } from './client.ts';
import { addTreasuryKeys } from './treasury-key.ts';

const pollMs = 500;

const examples = `
ASG_ADMIN_TOKEN must hold the server's admin token; keys are made without a server.

A lane is a chain of treasury coins; lanes pay at the same time. With one coin one lane works: fan out to get more.

Examples:
  $ asg treasury                          where to send funds, balance, lanes
  $ asg treasury new-key --file treasury.json --network main   a key for ASG_TREASURY_KEY_FILE
  $ asg treasury fan-out --coins 3        three new coins, for three more lanes
  $ asg treasury consolidate --wait       spare coins into one, and wait until it is on the network
`;

interface MoveOptions extends AdminOptions {
  readonly coins?: number;
  readonly wait: boolean;
}

/** \`asg treasury\`: the wallet that pays. */
export function addTreasury(program: Command): void {
  const treasury = program
    .command('treasury')
    .description('the wallet that pays: where to send funds, balance, lanes, fan out, consolidate')
    .addHelpText('after', examples + exitCodesHelp);
  const command = (name: string, about: string, isDefault = false): Command =>
    treasury
      .command(name, { isDefault })
      .description(about)
      .addOption(
        new Option('--url <url>', 'the server (ASG_BASE_URL)').default(urlDefault).argParser(serverUrl),
      )
      .option('--json', 'print JSON', false);
  command('show', 'address, balance, lanes', true).action(showTreasury);
  const move = (name: string, purpose: TreasuryMovePurpose, about: string, max: string): Command =>
    command(name, about)
      .addOption(new Option('--coins <count>', max).argParser(wholeNumber(1, 100)))
      .option('--wait', 'until its transaction is on the network', false)
      .action((options: MoveOptions) => interruptible((signal) => makeMove(purpose, options, signal)));
  move('fan-out', 'fan_out', 'coins for more lanes', 'coins to make; default: one for each further lane');
  move('consolidate', 'consolidation', 'many coins into one', 'coins to take at most; default 100');
  addTreasuryKeys(treasury);
}

async function showTreasury(options: AdminOptions): Promise<void> {
  const treasury = await connectAsOperator(options).treasury.get();
  if (options.json) {
    console.log(JSON.stringify(treasury, null, 2));
    return;
  }
  const unreal = treasury.network === 'local' ? ' (local chain: not real money)' : '';
  console.log(heading(`Treasury on the ${treasury.network} network${unreal}`));
  console.log(
    factTable([
      ['send funds to', treasury.address],
      ['balance', `${count(treasury.balance_sats)} satoshis in ${treasury.coins} coins`],
      ['settlement', treasury.detail ?? treasury.status],
    ]),
  );
  console.log(`\n${heading('Lanes')}`);
  console.log(
    factTable(
      treasury.lanes.map((lane) => [
        lane.lane_id,
        lane.coin_sats === null
          ? 'waits for a mined coin of its own'
          : `${count(lane.coin_sats)} satoshis, ${lane.unmined} transactions not mined yet`,
      ]),
    ),
  );
  for (const move of treasury.moves)
    console.log(`\n  ${move.purpose} ${move.settlement_id}: waits for a lane`);
}

async function makeMove(
  purpose: TreasuryMovePurpose,
  options: MoveOptions,
  signal: AbortSignal,
): Promise<void> {
  const { treasury } = connectAsOperator(options);
  let move = await treasury.requestMove({ purpose, coins: options.coins ?? null });
  const isPending = (): boolean =>
    move.status === 'requested' ||
    (move.status === 'made' && ['signed', 'broadcasting', 'unknown'].includes(move.state ?? ''));
  while (options.wait && isPending()) {
    await sleep(pollMs, undefined, { signal });
    move = await treasury.move(move.settlement_id);
  }
  if (options.json) console.log(JSON.stringify(move, null, 2));
  else if (move.status !== 'refused')
    console.log(
      factTable([
        ['move', move.settlement_id],
        ['status', move.state ?? 'asked for, the settler makes it when a lane is free'],
        ['transaction', move.txid ?? '-'],
      ]),
    );
  if (move.status === 'refused') throw new Failure(`it was not made: ${move.refusal}`);
}
