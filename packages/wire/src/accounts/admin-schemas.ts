import { linkKinds, moneyOrders, signalKinds, tiers, trustLevels, workerOrders } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageLimit, pageOf } from '../parts/page.ts';
import { payHold } from './worker-schemas.ts';

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

const accountLink = Type.Object({
  account_id: Type.String({ description: 'A worker or a customer', examples: ['wrk_…'] }),
  reasons: Type.Array(
    Type.Object({
      kind: choice(linkKinds, {
        description:
          'wallet: paid at one place. device: one browser. shared_errors: the same wrong answers beyond chance. address: one range of addresses within 30 days. burst: signed up there within 10 minutes. A link has two kinds or more, one of the first three',
      }),
      since: timestamp('When it was found'),
    }),
  ),
  since: timestamp('From when on the evidence suffices'),
  dissolved_at: nullable(timestamp('When the operator found it false')),
});

export const adminWorker = Type.Object(
  {
    worker_id: id('wrk_', 'The worker'),
    email: Type.String({ description: 'Empty: the account was deleted', examples: ['kim@example.com'] }),
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
      level: choice(trustLevels, {
        description: 'As of now; the worker sees it a while later, and `fair` for `review`: gold tasks alone',
      }),
      score: Type.Number({
        description: 'How much better than chance they answer, 0 to 1',
        examples: [0.82],
      }),
      gold_right: Type.Integer(),
      gold_missed: Type.Integer(),
      agreed: Type.Integer({ description: 'Labels on decided tasks that said what most others said' }),
      disagreed: Type.Integer(),
    }),
    not_fetched_share: Type.Number({
      description:
        'Of the latest labels, the part whose item the worker never fetched, 0 to 1: it earns no trust',
      examples: [0],
    }),
    seconds_per_label: Type.Number({ description: 'Mean of the latest, pauses cut short', examples: [4.2] }),
    signals: Type.Array(choice(signalKinds), {
      description:
        'too_fast: most answers came before the item can be read. one_option: the same position 30 times in a row. lock_step: more wrong answers in common with another than chance makes plausible. shared_wallet: several accounts are paid at one address. linked: other accounts are taken for the same person’s. items_not_fetched: most labels came without their items having been fetched',
    }),
    lock_step_with: Type.Array(
      Type.Object({ worker_id: id('wrk_', 'The other'), shared_misses: Type.Integer() }),
      { description: 'Workers who had given the same wrong answers before, the most first' },
    ),
    same_wallet: Type.Array(Type.String(), { description: 'Other accounts that are paid at this address' }),
    same_person: Type.Array(Type.String(), {
      description:
        'Accounts, workers (`wrk_`) and customers (`cust_`), that are taken for the same person’s: links lead to them from this one. No task is given to two of them, nor to who asked for it',
    }),
    links: Type.Array(accountLink, { description: 'Accounts that evidence links with this one' }),
    last_label_at: nullable(timestamp('When they gave their latest label; null: none yet')),
    held_sats: Type.Integer({ description: 'Paid to an address held for them, and not moved yet' }),
    created_at: timestamp('When the account was made'),
    deleted_at: nullable(timestamp('When what was personal was erased; null: it was not')),
  },
  { title: 'AdminWorker' },
);
export const adminWorkers = pageOf(adminWorker, 'AdminWorkers');
const sortedFields = <const Order extends readonly string[]>(
  idPrefix: string,
  orders: Order,
  description: string,
) => ({
  limit: pageLimit,
  cursor: Type.Optional(
    Type.String({
      pattern: `^(?:[0-9]{17} )?${idPrefix}[0-7][0-9A-HJKMNP-TV-Z]{25}$`,
      description: '`next_cursor` of the page before, in the same order',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
  sort: Type.Optional(choice(orders, { description })),
  order: Type.Optional(choice(['desc', 'asc'], { description: 'Default: desc, the most first' })),
});

export const adminWorkersQuery = requestObject({
  ...sortedFields(
    'wrk_',
    workerOrders,
    'By trust, labels given, latest label, held money, or those whom links take for one person, one of each group, by how many accounts that is; as it was when they were last looked at, in turn, 100 each 10 s. Without: the newest account first',
  ),
  search: Type.Optional(
    Type.String({ minLength: 1, maxLength: 320, description: 'The whole e-mail or id of a worker, alone' }),
  ),
});

const customerMoney = Type.Object({
  customer_id: id('cust_', 'The customer'),
  name: Type.String({ examples: ['Demo'] }),
  free_sats: Type.Integer({ description: 'To be spent' }),
  reserved_sats: Type.Integer({ description: 'For tasks that are open or not paid yet' }),
  spent_sats: Type.Integer({ description: 'On tasks that are paid' }),
  refunded_sats: Type.Integer({ description: 'Of the 100 latest refunds that were asked for' }),
});
export const customersMoney = pageOf(customerMoney, 'CustomersMoney');
export const customersMoneyQuery = requestObject(
  sortedFields(
    'cust_',
    moneyOrders,
    'Default: spent. The order is as it was when they were last looked at, in turn, 100 each 10 s; the figures are those of now',
  ),
);
export const adminWorkerParams = Type.Object({ worker_id: pathId('wrk_', 'The worker') });

export const adminLinkParams = Type.Object({
  worker_id: pathId('wrk_', 'The worker'),
  account_id: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'The other account: a worker or a customer',
    examples: ['wrk_01HZZZZZZZZZZZZZZZZZZZZZZZ'],
  }),
});

export const adminWorkerTrustParams = Type.Object({
  worker_id: pathId('wrk_', 'The worker'),
  customer_id: pathId('cust_', 'The customer'),
});

export const workerTrust = Type.Object(
  {
    customer_id: id('cust_', 'The customer'),
    score: Type.Number({
      description:
        'How much better than chance they answer, 0 to 1: below the floor they get no tasks of this customer',
      examples: [0.82],
    }),
    passed_over: Type.Boolean({ description: 'They get no tasks of this customer now, whatever the type' }),
    gold_right: Type.Integer({ description: 'Known answers that were right: yours and this customer’s' }),
    gold_missed: Type.Integer(),
    agreed: Type.Integer({ description: 'Labels on decided tasks that said what most others said' }),
    disagreed: Type.Integer(),
  },
  { title: 'WorkerTrust' },
);

const forfeit = Type.Object({
  forfeit_id: id('stl_', 'The forfeit, and the settlement that it becomes'),
  status: choice(['pending', 'sent', 'confirmed', 'refused'], {
    description: 'sent: the network has it, and customers have their parts. confirmed: it is in a block',
  }),
  sats: nullable(Type.Integer({ description: 'What comes back; null: it is not made yet' })),
  txid: nullable(Type.String()),
  explorer_url: nullable(Type.String({ description: 'Where a person can look at the transaction' })),
  refusal: nullable(Type.String({ description: 'Why it was not made' })),
  at: timestamp('When it was asked for'),
});

export const workerPay = Type.Object(
  {
    worker_id: id('wrk_', 'The worker'),
    held_sats: Type.Integer({ description: 'Paid to an address held for them and not moved yet' }),
    carried_sats: Type.Integer({ description: 'Earned and not sent yet' }),
    pay_hold: nullable(payHold),
    forfeits: Type.Array(forfeit, {
      description: 'Held pay that went back to who paid it, the newest first, 20 at most',
    }),
  },
  { title: 'WorkerPay' },
);

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
