import { routes } from '@asg/wire';
import { Type } from 'typebox';
import { addTool } from '../tool.ts';
import type { Kit } from './kit.ts';

const hints = { reads: true, repeatable: true };
const closed = { additionalProperties: false };
const nothing = Type.Object({}, closed);
const limit = Type.Union([Type.Integer(), Type.Null()], { description: 'null: no limit' });
const limits = Type.Object({
  session: Type.String({ description: 'What the limits are for: a day (UTC), or a name' }),
  max_tasks: limit,
  max_sats: limit,
  counted_tasks: Type.Integer(),
  counted_sats: Type.Integer({ description: 'The most that what was submitted can cost' }),
  left_tasks: limit,
  left_sats: limit,
});
const month = Type.Object(
  {
    month: Type.Optional(
      Type.String({ pattern: '^\\d{4}-\\d{2}$', description: 'As 2026-04, UTC. Default: this month' }),
    ),
  },
  closed,
);

/** What may be spent here; it takes no permission. */
export function addLimits({ server, spending }: Pick<Kit, 'server' | 'spending'>): void {
  addTool(
    server,
    'get_spending_limit',
    {
      title: 'What may be spent in this session',
      description:
        'The limits that were set where this server was started, and what is counted of them. No tool changes them.',
      ...hints,
    },
    { input: nothing, output: limits },
    async () => spending.status(),
  );
}

export function addAccount({ server, client }: Kit): void {
  addTool(
    server,
    'get_account',
    {
      title: 'The account',
      description: 'The account of the key, and how many tasks its quota still covers.',
      ...hints,
    },
    { input: nothing, output: routes.getCustomer.responses[200].schema },
    (_, { signal }) => client.customers.me({ signal }),
  );
}

export function addMoney({ server, client }: Kit): void {
  addTool(
    server,
    'get_balance',
    {
      title: 'The balance',
      description: 'What the account can spend, and what is held for open tasks, in satoshis.',
      ...hints,
    },
    { input: nothing, output: routes.getBalance.responses[200].schema },
    (_, { signal }) => client.billing.balance({ signal }),
  );
  addTool(
    server,
    'get_usage',
    { title: 'What a month cost', description: 'What was settled in a month, and what it cost.', ...hints },
    { input: month, output: routes.getUsage.responses[200].schema },
    ({ month: asked }, { signal }) => client.billing.usage(asked, { signal }),
  );
}
