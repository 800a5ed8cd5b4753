import {
  movePurposes,
  networks,
  settlementPurposes,
  settlementStates,
  treasuryMovePurposes,
} from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, nullable, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';

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

export type Treasury = Static<typeof treasury>;
