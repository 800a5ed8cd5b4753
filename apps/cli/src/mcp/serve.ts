import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { ASGConsoleSession } from '@asg/sdk';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import packageJson from '../../package.json' with { type: 'json' };
import { connect } from '../account/connect.ts';
import { Profiles } from '../account/profiles.ts';
import { addGuide, instructions } from './guide.ts';
import type { McpOptions } from './options.ts';
import { permissionsOf } from './permissions.ts';
import { Ledger } from './spending/ledger.ts';
import { Spending } from './spending/spending.ts';
import { addAccount, addLimits, addMoney } from './tools/account.ts';
import type { Kit } from './tools/kit.ts';
import { addReceipts, addVerification } from './tools/receipts.ts';
import { addResults } from './tools/results.ts';
import { addSubmissions } from './tools/submissions.ts';

/** Serves tools over standard input and output until the agent's program closes them; nothing else is written there. */
export async function serveMcp(options: McpOptions, signal: AbortSignal): Promise<void> {
  const client = connect(options);
  const { customer_id } = await client.customers.me({ signal });
  const may = await permissionsOf(client, signal);
  using ledger = new Ledger(join(dirname(new Profiles().file), 'mcp.sqlite'));
  const spending = new Spending(ledger, new ASGConsoleSession({ baseUrl: client.baseUrl }), {
    limits: { tasks: options.maxTasks, sats: options.maxSats },
    session: options.session ?? null,
    account: `${client.baseUrl} ${customer_id}`,
  });
  const tellError = ({ message }: Error): void => console.error(`asg: ${message}`);
  const serving = serveStdio(() => serverOf({ client, spending, may }), { onerror: tellError });
  try {
    await once(process.stdin, 'close', { signal });
  } finally {
    await serving.close();
  }
}

/** The tools that the key may use. */
function serverOf(parts: Omit<Kit, 'server'>): McpServer {
  const { may } = parts;
  const server = new McpServer({ name: 'asg', version: packageJson.version }, { instructions });
  const kit = { ...parts, server };
  addLimits(kit);
  addVerification(kit);
  addAccount(kit);
  if (may.has('submit')) addSubmissions(kit);
  if (may.has('read')) {
    addResults(kit);
    addReceipts(kit);
  }
  if (may.has('billing')) addMoney(kit);
  addGuide(server);
  return server;
}
