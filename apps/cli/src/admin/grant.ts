import { type Command, InvalidArgumentError, Option } from 'commander';
import { balanceFacts } from '../account/balance.ts';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { count, factTable, printJson } from '../terminal/table.ts';
import { type AdminOptions, connectAsOperator, urlDefault } from './client.ts';

const examples = `
ASG_ADMIN_TOKEN must hold the server's admin token. What is given is paid from the treasury, as tasks need it.

Examples:
  $ asg grant cust_01JRCZ8Q4M3V7T5N9K2H6X0WAB 100000 --note "Pilot, April"
  $ asg grant cust_01JRCZ8Q4M3V7T5N9K2H6X0WAB 100000 --note "Pilot, May" --key pilot-may   given once, however often
`;

interface GrantOptions extends AdminOptions {
  readonly note: string;
  readonly key?: string;
}

/** \`asg grant\`: the operator gives a customer satoshis. */
export function addGrant(program: Command): void {
  program
    .command('grant')
    .description('give a customer satoshis to spend')
    .argument('<customer_id>')
    .argument('<sats>', 'satoshis, a whole number from 1', amount)
    .requiredOption('--note <text>', 'why; the customer reads it')
    .option('--key <name>', 'your own name for this grant: under one name it is given once')
    .addOption(
      new Option('--url <url>', 'the server (ASG_BASE_URL)').default(urlDefault).argParser(serverUrl),
    )
    .option('--json', 'print JSON', false)
    .addHelpText('after', examples + exitCodesHelp)
    .action((customerId: string, sats: number, options: GrantOptions) =>
      interruptible((signal) => grant(customerId, sats, options, signal)),
    );
}

function amount(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text))
    throw new InvalidArgumentError('It must be a whole number of satoshis, at least 1.');
  return Number(text);
}

async function grant(
  customerId: string,
  sats: number,
  options: GrantOptions,
  signal: AbortSignal,
): Promise<void> {
  const { note, key, json } = options;
  const wanted = { sats, note, idempotency_key: key };
  const granted = await connectAsOperator(options).customers.grant(customerId, wanted, { signal });
  if (json) printJson(granted);
  else {
    const isOld = granted.idempotent === true;
    console.log(
      factTable([
        [isOld ? 'given before' : 'given', `${count(granted.entry.sats)} satoshis to ${customerId}`],
        ...balanceFacts(granted.balance),
      ]),
    );
  }
}
