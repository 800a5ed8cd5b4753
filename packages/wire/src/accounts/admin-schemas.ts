import { signalKinds, tiers, trustLevels } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';

const labelQuotaMax = 1_000_000_000;
const tier = choice(tiers, { description: 'Sets rates', examples: ['growth'] });

export const adminCustomer = Type.Object(
  {
    customer_id: id('cust_', 'The customer'),
    name: Type.String({ examples: ['Demo'] }),
    email: Type.String({ examples: ['demo@example.com'] }),
    tier,
    label_quota: Type.Integer({ description: 'Tasks that can still be submitted', examples: [499] }),
    label_quota_total: Type.Integer({ description: 'Tasks granted so far', examples: [500] }),
    suspended: Type.Boolean({ description: 'The API answers 403 to this customer' }),
    created_at: timestamp('When the account was made'),
  },
  { title: 'AdminCustomer' },
);
export const adminCustomers = pageOf(adminCustomer, 'AdminCustomers');
export const adminCustomersQuery = requestObject(pageFields('cust_'));
export const adminCustomerParams = Type.Object({ customer_id: pathId('cust_', 'The customer') });

export const changeCustomerBody = requestObject(
  {
    tier: maybe(tier),
    quota: maybe(
      requestObject(
        {
          set: maybe(
            Type.Integer({
              minimum: 0,
              maximum: labelQuotaMax,
              description: 'So many tasks can be submitted from now on',
            }),
          ),
          add: maybe(
            Type.Integer({
              minimum: -labelQuotaMax,
              maximum: labelQuotaMax,
              description: 'So many more; a negative number takes away, never below zero',
            }),
          ),
        },
        { title: 'ChangeQuota', description: 'Either `set` or `add`' },
      ),
    ),
    suspended: maybe(Type.Boolean({ description: 'true: the API answers 403 to this customer at once' })),
  },
  { title: 'ChangeCustomer', examples: [{ tier: 'growth', quota: { add: 10000 } }] },
);

export const changedCustomer = Type.Object(
  {
    customer: adminCustomer,
    api_key: nullable(
      Type.String({
        description: 'The `sk_live_` key of a customer who leaves the sandbox. Shown this once',
        examples: ['sk_live_…'],
      }),
    ),
  },
  { title: 'ChangedCustomer' },
);

export const adminWorker = Type.Object(
  {
    worker_id: id('wrk_', 'The worker'),
    email: Type.String({ examples: ['kim@example.com'] }),
    status: choice(['active', 'suspended']),
    suspension: nullable(
      Type.Object({
        reason: Type.String({ description: 'The worker reads it too' }),
        since: timestamp('When it began'),
      }),
    ),
    display_name: nullable(Type.String({ description: 'Null: no profile yet', examples: ['Kim'] })),
    country: nullable(Type.String({ description: 'ISO 3166-1 alpha-2', examples: ['DE'] })),
    wallet_address: nullable(Type.String({ description: 'Address that the worker is paid at' })),
    wallet_paymail: nullable(
      Type.String({ description: 'Paymail that the worker is paid at; null as well: earnings are held' }),
    ),
    labels: Type.Integer({ description: 'Labels given' }),
    paid_labels: Type.Integer(),
    trust: Type.Object({
      level: choice(trustLevels, { description: 'As the worker sees it' }),
      score: Type.Number({
        description: 'How much better than chance they answer, 0 to 1',
        examples: [0.82],
      }),
      gold_right: Type.Integer(),
      gold_missed: Type.Integer(),
      agreed: Type.Integer({ description: 'Labels on decided tasks that said what most others said' }),
      disagreed: Type.Integer(),
    }),
    seconds_per_label: Type.Number({ description: 'Mean of the latest, pauses cut short', examples: [4.2] }),
    signals: Type.Array(choice(signalKinds), {
      description:
        'too_fast: most answers came before the item can be read. one_option: the same position 30 times in a row. lock_step: the same wrong answers as another. shared_wallet: several accounts are paid at one address',
    }),
    lock_step_with: Type.Array(
      Type.Object({ worker_id: id('wrk_', 'The other'), shared_misses: Type.Integer() }),
      { description: 'Workers who gave the same wrong answers, the most first' },
    ),
    same_wallet: Type.Array(Type.String(), { description: 'Other accounts that are paid at this address' }),
    created_at: timestamp('When the account was made'),
  },
  { title: 'AdminWorker' },
);
export const adminWorkers = pageOf(adminWorker, 'AdminWorkers');
export const adminWorkersQuery = requestObject(pageFields('wrk_'));
export const adminWorkerParams = Type.Object({ worker_id: pathId('wrk_', 'The worker') });

export const suspendWorkerBody = requestObject(
  {
    reason: Type.String({
      minLength: 1,
      maxLength: 500,
      pattern: '\\S',
      description: 'Why. The worker reads it',
      'x-must': 'not be blank',
    }),
  },
  { title: 'SuspendWorker', examples: [{ reason: 'Answers faster than the item can be read' }] },
);

export type AdminCustomer = Static<typeof adminCustomer>;
export type AdminWorker = Static<typeof adminWorker>;
export type ChangedCustomer = Static<typeof changedCustomer>;
