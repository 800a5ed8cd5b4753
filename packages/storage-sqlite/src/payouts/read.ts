import type { DatabaseSync } from 'node:sqlite';
import {
  type CarriedRecord,
  type Coin,
  type EarningRecord,
  heldCoinsSummedMax,
  onNetworkStates,
  type Sats,
  type SettlementRecord,
  type SettlementState,
  sats,
  withdrawableStates,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { columnsOfSettlement, type SettlementRow, settlementOf } from '../settlement/settlement-row.ts';
import { before, parsed, Query } from '../sql.ts';

interface PayeeRow {
  readonly workerId: string;
  readonly record: string | null;
  readonly carriedSats: number | null;
  readonly sinceMs: number | null;
  readonly dueAtMs: number | null;
}
type ListPage = { readonly limit: number; readonly before: string | null };

const unspent = (
  states: readonly SettlementState[],
): string => `from held_coin join settlement on id = settlement_id
  where worker_id = ?1 and settlement_id >= ?2 and ${before('settlement_id', '?3')} and spent_by is null
    and state in ('${states.join("', '")}') order by settlement_id, vout limit ?4`;

/** Reads where workers are paid, what they were paid, and what is kept for them. */
export class PayoutReader implements port.PayoutReader {
  readonly #payees: Query<PayeeRow>;
  readonly #earnings: Query<EarningRecord>;
  readonly #carried: Query<CarriedRecord>;
  readonly #heldCoins: Query<Coin>;
  readonly #heldSats: Query<{ readonly satoshis: number }>;
  readonly #withdrawals: Query<SettlementRow>;

  constructor(db: DatabaseSync) {
    this.#payees = new Query(
      db,
      `select asked.value as workerId, record, carried_sats as carriedSats, since as sinceMs, due as dueAtMs
       from json_each(?) as asked
       left join worker on worker.id = asked.value left join worker_total on worker_total.worker_id = asked.value
       left join carried on carried.worker_id = asked.value`,
    );
    this.#earnings = new Query(
      db,
      `select settlement_id as settlementId, txid, labels, earned_sats as earnedSats, paid_sats as paidSats,
       at as atMs from earning where worker_id = ?1 and ${before('settlement_id', '?2')}
       order by settlement_id desc limit ?3`,
    );
    this.#carried = new Query(
      db,
      `select worker_id as workerId, since as sinceMs, due as dueAtMs from carried
       where due <= ifnull(?1, 9e999) order by due, worker_id limit ?2`,
    );
    this.#heldCoins = new Query(
      db,
      `select held_coin.txid, vout, satoshis, locking_script as lockingScript ${unspent(withdrawableStates)}`,
    );
    this.#heldSats = new Query(
      db,
      `select coalesce(sum(satoshis), 0) as satoshis from (select satoshis ${unspent(onNetworkStates)})`,
    );
    this.#withdrawals = new Query(
      db,
      `select ${columnsOfSettlement} from withdrawal join settlement on id = settlement_id
       where worker_id = ?1 and ${before('settlement_id', '?2')} and replaced_by is null
       order by settlement_id desc limit ?3`,
    );
  }

  async payees(workerIds: readonly string[]): Promise<readonly port.PayeeAccount[]> {
    const byId = new Map(this.#payees.all(JSON.stringify(workerIds)).map((row) => [row.workerId, row]));
    return workerIds.map((workerId) => payeeOf(workerId, byId.get(workerId)));
  }

  async earnings(workerId: string, { limit, before }: ListPage): Promise<readonly EarningRecord[]> {
    return this.#earnings.all(workerId, before, limit).map((row) => ({ ...row }));
  }

  async carried({
    untilMs,
    limit,
  }: Parameters<port.PayoutReader['carried']>[0]): Promise<readonly CarriedRecord[]> {
    return this.#carried.all(untilMs, limit).map((row) => ({ ...row }));
  }

  async heldCoins(workerId: string, limit: number, made: port.MadeBy = {}): Promise<readonly Coin[]> {
    const { fromId = '', beforeId = null } = made;
    return this.#heldCoins.all(workerId, fromId, beforeId, limit).map((row) => ({ ...row }));
  }

  async heldSats(workerId: string, { fromId = '', beforeId }: port.MadeBy = {}): Promise<Sats> {
    const found = this.#heldSats.get(workerId, fromId, beforeId ?? null, heldCoinsSummedMax);
    return sats(found?.satoshis ?? 0);
  }

  async withdrawals(workerId: string, { limit, before }: ListPage): Promise<readonly SettlementRecord[]> {
    return this.#withdrawals.all(workerId, before, limit).map(settlementOf);
  }
}

function payeeOf(workerId: string, row: PayeeRow | undefined): port.PayeeAccount {
  const { record = null, carriedSats = null, sinceMs = null, dueAtMs = null } = row ?? {};
  const carried = sinceMs === null || dueAtMs === null ? null : { sinceMs, dueAtMs };
  const worker = record === null ? null : parsed<port.PayeeAccount['worker']>(record);
  return { workerId, worker, carriedSats: sats(carriedSats ?? 0), carried };
}
