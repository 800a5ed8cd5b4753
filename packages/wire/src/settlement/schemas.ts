import {
  consensusPolicies,
  movePurposes,
  networks,
  recordOf,
  settlementPurposes,
  settlementStates,
  signalKinds,
  taskTypes,
  tiers,
  treasuryMovePurposes,
  trustLevels,
} from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageLimit, pageOf } from '../parts/page.ts';

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

export const confusionQuery = requestObject({
  limit: pageLimit,
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9a-f]{32}$',
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});
export const workerConfusions = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        template: Type.String({ description: 'Names the type and set of options' }),
        task_type: choice(taskTypes),
        options: Type.Array(Type.String(), { description: 'Rows and columns of the matrix' }),
        labels: Type.Number({
          description: 'Labels that it is made of; beyond 300 the old ones are halved',
          examples: [140],
        }),
        accuracy: Type.Number({
          description: 'Share of them that was right, as far as is known',
          examples: [0.83],
        }),
        matrix: Type.Array(Type.Array(Type.Number()), {
          description:
            'Labels by the right option (row) and the option given (column), weighted by how likely each was the right one',
          examples: [
            [
              [61.5, 8.25],
              [15.75, 54.5],
            ],
          ],
        }),
      }),
    ),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
  },
  { title: 'WorkerConfusions' },
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

const treasuryLane = Type.Object(
  {
    lane_id: Type.String({ description: 'A chain of treasury coins; lanes pay at the same time' }),
    coin_sats: nullable(
      Type.Integer({ description: 'What it can spend; null: it waits for a mined coin of its own' }),
    ),
    unmined: Type.Integer({ description: 'Its transactions that are not in a block yet' }),
    held_by: nullable(Type.String({ description: 'The settler that holds it' })),
    last_settlement_id: nullable(id('stl_', 'Its newest transaction')),
  },
  { title: 'TreasuryLane' },
);

export const treasuryMove = Type.Object(
  {
    settlement_id: id('stl_', 'The settlement that it becomes'),
    purpose: choice(movePurposes),
    coins: nullable(
      Type.Integer({ description: 'Coins that a fan-out makes, or a consolidation takes at most' }),
    ),
    status: choice(['requested', 'refused', 'made'], {
      description: 'Made: it is signed and stored, see `state`',
    }),
    state: nullable(choice(settlementStates, { description: 'How far its transaction is' })),
    txid: nullable(Type.String()),
    refusal: nullable(Type.String({ description: 'Why it was not made' })),
    requested_at: timestamp('When it was asked for'),
  },
  { title: 'TreasuryMove' },
);

export const requestMoveBody = requestObject(
  {
    purpose: choice(treasuryMovePurposes, {
      description: 'fan_out: coins for more lanes; consolidation: many coins into one',
    }),
    coins: Type.Optional(
      nullable(Type.Integer({ minimum: 1, maximum: 100, description: 'Coins to make, or to take at most' })),
    ),
  },
  { title: 'RequestTreasuryMove', examples: [{ purpose: 'fan_out', coins: 3 }] },
);
export const treasuryMoveParams = Type.Object({ settlement_id: id('stl_', 'The move') });

export const treasury = Type.Object(
  {
    network: choice(networks, { description: 'The payment network' }),
    address: Type.String({ description: 'Fund this address' }),
    status: choice(['running', 'treasury_too_low', 'lane_held_elsewhere', 'unresolved'], {
      description: 'How settlement stands',
    }),
    detail: nullable(Type.String({ description: 'What holds it up, and what to do' })),
    balance_sats: Type.Integer({ description: 'Of the largest unspent coins, at most 100' }),
    coins: Type.Integer({ description: 'Coins counted in balance_sats' }),
    lanes: Type.Array(treasuryLane),
    moves: Type.Array(treasuryMove, { description: 'Asked for and not made yet, at most 10' }),
  },
  { title: 'Treasury' },
);

export const adminSettlement = Type.Object(
  {
    settlement_id: id('stl_', 'The settlement'),
    state: choice(settlementStates),
    txid: Type.String({ description: 'The transaction' }),
    explorer_url: Type.String({ description: 'Where a person can look at the transaction' }),
    task_count: Type.Integer({ description: 'Tasks that it pays' }),
    miner_fee_sats: Type.Integer(),
    created_at: timestamp('When it was signed'),
    seen_at: nullable(timestamp('When the network had it')),
    note: nullable(Type.String({ description: 'What the network said last, when it was not a plain yes' })),
  },
  { title: 'AdminSettlement' },
);
export const adminSettlementDetail = Type.Object(
  {
    settlement_id: id('stl_', 'The settlement'),
    purpose: choice(settlementPurposes),
    lane_id: Type.String(),
    state: choice(settlementStates),
    note: nullable(Type.String({ description: 'What the network said last, when it was not a plain yes' })),
    txid: Type.String(),
    raw: Type.String({ description: 'The signed transaction, hex' }),
    explorer_url: Type.String({ description: 'Where a person can look at the transaction' }),
    task_count: Type.Integer(),
    payee_count: Type.Integer(),
    payout_sats: Type.Integer({ description: 'Paid to workers' }),
    fee_sats: Type.Integer({ description: 'The platform fee' }),
    miner_fee_sats: Type.Integer(),
    block_height: nullable(Type.Integer()),
    block_hash: nullable(Type.String()),
    replaces: nullable(id('stl_', 'The settlement whose place this one took')),
    replaced_by: nullable(id('stl_', 'The settlement that took the place of this one')),
    created_at: timestamp('When it was signed'),
    seen_at: nullable(timestamp('When the network had it')),
  },
  { title: 'AdminSettlementDetail' },
);
export const adminSettlementParams = Type.Object({ settlement_id: id('stl_', 'The settlement') });
export const adminSettlements = pageOf(adminSettlement, 'AdminSettlements');
export const adminSettlementsQuery = requestObject({
  ...pageFields('stl_'),
  state: Type.Optional(choice(settlementStates, { description: 'Only settlements in this state' })),
});

export const decisionAudit = Type.Object(
  {
    ok: Type.Boolean({ description: 'Whether every decision comes out the same' }),
    tasks: Type.Integer({ description: 'Tasks that were read' }),
    decisions: Type.Object(
      recordOf([...consensusPolicies, 'gold'], () => Type.Integer()),
      { description: 'Decisions that were replayed, by what decided them' },
    ),
    failed: Type.Integer(),
    culprits: Type.Array(Type.String(), { description: 'What is wrong; the first 20' }),
  },
  { title: 'DecisionAudit' },
);

export const auditReport = Type.Object(
  {
    ok: Type.Boolean({ description: 'Whether every proof holds' }),
    results: Type.Array(
      Type.Object({
        check: Type.String({ description: 'What was checked' }),
        proves: Type.String({ description: 'What it proves' }),
        ok: Type.Boolean(),
        checked: Type.Integer({ description: 'How many things were compared' }),
        failed: Type.Integer(),
        culprits: Type.Array(Type.String(), { description: 'What is wrong; the first 20' }),
      }),
    ),
    settlements: Type.Integer(),
    tasks: Type.Integer(),
    labels_paid: Type.Integer(),
    paid_sats: Type.Integer({ description: 'Paid to workers' }),
    miner_fee_sats: Type.Integer(),
  },
  { title: 'AuditReport' },
);

export type AdminCustomer = Static<typeof adminCustomer>;
export type AdminWorker = Static<typeof adminWorker>;
export type ChangedCustomer = Static<typeof changedCustomer>;
export type Treasury = Static<typeof treasury>;
