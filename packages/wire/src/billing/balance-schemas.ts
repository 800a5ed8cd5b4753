import { balanceEntryKinds } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageLimit } from '../parts/page.ts';

/** All there will ever be of the currency. */
const satsMax = 2_100_000_000_000_000;
const noteMax = 500;

const amount = (description: string, example: number) => Type.Integer({ description, examples: [example] });
/** An amount in a request. */
const asked = (minimum: number, description: string) =>
  Type.Integer({ minimum, maximum: satsMax, description });

const spendPerDay = 'The most that is set aside for new tasks on one day (UTC), satoshis; null: no limit';
const balanceLow =
  'When less than so much can be spent, `balance.low` is sent, once each time, satoshis; null: never';

export const balance = Type.Object(
  {
    customer_id: id('cust_', 'The customer'),
    funding: choice(['allowance', 'balance'], {
      description:
        'What new tasks are paid from. allowance: a sandbox account, which the operator pays for up to its allowance. balance: what was deposited and granted',
    }),
    available_sats: amount(
      'What new tasks can take now: what is free, and what is left of the allowance',
      99220,
    ),
    free_sats: amount(
      'Neither spent nor reserved. Below 0 only where a deposit was spent and then vanished from the chain',
      99220,
    ),
    funded_free_sats: amount(
      'What of that came in beside the allowance, which tasks spend first: it can be refunded, and pays your own people',
      99220,
    ),
    reserved_sats: amount('Held for tasks that are open or not paid yet: the most that they can cost', 390),
    spent_sats: amount('Paid for tasks', 390),
    entered_sats: amount('Deposits, grants and the allowance, less what was taken back or refunded', 100000),
    upgrade_grant_sats: amount('Granted and spent for tasks from before there were balances', 0),
    allowance_sats: amount('The part of `entered_sats` that is the allowance of the sandbox', 0),
    allowance_left_sats: amount('Of the allowance, not given yet: it comes by itself when tasks need it', 0),
    reserved_today_sats: amount('Set aside for tasks of today (UTC), which the limit of the day counts', 780),
    is_low: Type.Boolean({ description: 'Less can be spent than `limits.balance_low_sats`' }),
    limits: Type.Object(
      {
        spend_per_day_sats: nullable(Type.Integer({ description: spendPerDay })),
        balance_low_sats: nullable(Type.Integer({ description: balanceLow })),
      },
      { title: 'ChosenLimits', description: 'What the customer has set' },
    ),
  },
  {
    title: 'Balance',
    description:
      '`entered_sats` + `upgrade_grant_sats` = `free_sats` + `reserved_sats` + `spent_sats`, always',
  },
);

export const limitsBody = requestObject(
  {
    spend_per_day_sats: nullable(asked(0, spendPerDay)),
    balance_low_sats: nullable(asked(1, balanceLow)),
  },
  { title: 'BalanceLimits', examples: [{ spend_per_day_sats: 50000, balance_low_sats: 10000 }] },
);

const statementKinds = [...balanceEntryKinds, 'spent'] as const;

const line = Type.Object(
  {
    kind: choice(statementKinds, {
      description:
        'allowance: given to a sandbox account. grant: given by the operator. deposit: paid in. deposit_reversed: a deposit whose block the chain gave up. refund: paid out. forfeit: what workers lost who were suspended. spent: all that was paid for tasks on one day',
    }),
    date: Type.String({ description: 'UTC', examples: ['2026-04-09'] }),
    at: nullable(timestamp('When; null: over the day')),
    sats: amount('Above 0: into the balance, below 0: out of it', 100000),
    tasks: nullable(
      Type.Integer({ description: 'Of spent: tasks that were paid, answers to your own gold among them' }),
    ),
    note: nullable(Type.String({ description: 'What the operator wrote' })),
    ref: nullable(Type.String({ description: 'What it is about, e.g. the id of a deposit' })),
    entry_id: nullable(
      Type.String({ description: 'Unlike that of any other line; null: a day of spending' }),
    ),
  },
  { title: 'StatementLine' },
);

export const statement = Type.Object(
  {
    data: Type.Array(line, {
      description: 'The newest first; what was spent on a day stands before all else of that day',
    }),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
  },
  {
    title: 'Statement',
    description: 'All lines together are `free_sats` + `reserved_sats` of the balance',
  },
);
const statementCursorMax = 400;
export const statementQuery = requestObject({
  limit: pageLimit,
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: statementCursorMax,
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});
export const statementCsv = Type.String({
  description: 'All lines, the newest first, and one with the total',
});

export const grantParams = Type.Object({ customer_id: pathId('cust_', 'The customer') });
export const grantBody = requestObject(
  {
    sats: asked(1, 'Given to the customer, satoshis'),
    note: Type.String({
      minLength: 1,
      maxLength: noteMax,
      pattern: '\\S',
      description: 'Why. The customer reads it',
      'x-must': 'not be blank',
    }),
    idempotency_key: maybe(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'Your own name for this grant: sent again, it is not given twice',
      }),
    ),
  },
  { title: 'GrantSats', examples: [{ sats: 100000, note: 'Pilot, April' }] },
);
export const granted = Type.Object(
  {
    entry: line,
    balance,
    idempotent: Type.Optional(
      Type.Boolean({ description: 'true: given by an earlier request under the same key', examples: [true] }),
    ),
  },
  { title: 'GrantedSats' },
);
