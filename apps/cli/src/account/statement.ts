import type { StatementLine } from '@asg/sdk';
import { type Command, Option } from 'commander';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { type LimitOption, limited, withLimit } from '../terminal/listing.ts';
import { columnTable, count, printJson } from '../terminal/table.ts';
import { printStream } from '../terminal/web-stream.ts';
import { connect, connectionHelp, type ServerOptions, serverCommand } from './connect.ts';

const examples = `${connectionHelp}
What was spent on tasks is one line a day (UTC); all lines add up to what is free and what is held for tasks.

Examples:
  $ asg statement                      what came in and what was spent, the newest first
  $ asg statement --limit 500 --json
  $ asg statement --csv > statement.csv
`;

interface StatementOptions extends ServerOptions, LimitOption {
  readonly csv: boolean;
}

/** \`asg statement\`: what came in, and what was spent. */
export function addStatement(program: Command): void {
  withLimit(serverCommand(program, 'statement', 'what came in, and what was spent, day by day'))
    .addOption(new Option('--csv', 'all of it as CSV').default(false).conflicts('json'))
    .addHelpText('after', examples + exitCodesHelp)
    .action((options: StatementOptions) => interruptible((signal) => showStatement(options, signal)));
}

async function showStatement(options: StatementOptions, signal: AbortSignal): Promise<void> {
  const { billing } = connect(options);
  if (options.csv) {
    await printStream(await billing.statementCsv({ signal }));
    return;
  }
  const lines = await limited(options, (limit) => billing.statement({ limit }, { signal }));
  if (options.json) printJson(lines);
  else if (lines.length === 0) console.error('Nothing came in yet, and nothing was spent.');
  else console.log(columnTable(['day', 'time', 'what', 'satoshis', 'about'], lines.map(row)));
}

function row({ date, at, kind, sats, tasks, note, ref }: StatementLine): readonly string[] {
  const about = tasks === null ? (note ?? ref ?? '-') : `${count(tasks)} tasks`;
  return [date, at?.slice(11, 19) ?? '', kind, (sats > 0 ? '+' : '') + count(sats), about];
}
