import {
  type Coin,
  heldCoinsSummedMax,
  heldIn,
  heldStates,
  type Sats,
  type SettlementRecord,
  type SettlementState,
  sats,
  withdrawableStates,
} from '@asg/domain';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { coinId, type SpentCoins } from '../settlement/coins.ts';
import { Bodies, heads } from '../settlement/settlement-kind.ts';

interface HeldCoin {
  readonly workerId: string;
  readonly settlementId: string;
  readonly coin: Coin;
  readonly spentBy: string | null;
  /** False: another transaction took the place of the one that made it. */
  readonly isHere: boolean;
}

const heldOf = (workerId: string): string => `held|${workerId}`;
export const withdrawalsOf = (workerId: string): string => `withdrawals|${workerId}`;
const pageMax = 500;

export const heldCoins: Kind<HeldCoin> = {
  name: 'hco',
  set: 'doc',
  places: ({ workerId, settlementId, coin, spentBy, isHere }, id) =>
    isHere && spentBy === null
      ? [[heldOf(workerId), `${settlementId} ${String(coin.vout).padStart(6, '0')}`, id]]
      : [],
};

/** Coins at addresses held for workers. */
export class HeldCoins {
  readonly #records: RecordStore;
  readonly #spent: SpentCoins;
  readonly #bodies: Bodies;

  constructor(records: RecordStore, spent: SpentCoins) {
    this.#records = records;
    this.#spent = spent;
    this.#bodies = new Bodies(records);
  }

  /** The settlement was seen: what it paid to held addresses can be withdrawn. */
  async keep(settlement: SettlementRecord): Promise<void> {
    const held = heldIn(settlement);
    const spenders = await this.#spent.claimants(held.map(({ coin }) => coin));
    await Promise.all(
      held.map(({ workerId, coin }, index) =>
        this.#records.documents.create(heldCoins, coinId(coin), {
          workerId,
          settlementId: settlement.settlementId,
          coin,
          spentBy: spenders[index]!,
          isHere: true,
        }),
      ),
    );
  }

  /** One takes the place of the other: its outputs are the same, and who withdraws them goes on doing so. */
  async takeOver(old: SettlementRecord, heir: SettlementRecord): Promise<void> {
    const [before, after] = [heldIn(old), heldIn(heir)];
    await Promise.all(before.map(({ coin }, index) => this.#move(coin, after[index]!.coin, heir)));
    if (old.withdrawal === undefined) return;
    await this.#mark(old.inputs, (held) =>
      held.spentBy === old.settlementId ? { ...held, spentBy: null } : held,
    );
  }

  async #move(from: Coin, to: Coin, { settlementId }: SettlementRecord): Promise<void> {
    const moved = await this.#records.documents.change<HeldCoin, HeldCoin | null>(
      heldCoins,
      coinId(from),
      (found) => {
        if (found === null) return { result: null };
        if (!found.isHere) return { result: found };
        return { state: { ...found, isHere: false }, result: found };
      },
    );
    if (moved === null) return;
    const { workerId, spentBy } = moved;
    await this.#records.documents.change<HeldCoin, null>(heldCoins, coinId(to), (found) =>
      found?.isHere === true
        ? { result: null }
        : { state: { workerId, settlementId, coin: to, spentBy, isHere: true }, result: null },
    );
  }

  /** A withdrawal is stored. */
  async withdraw({ settlementId, inputs, withdrawal }: SettlementRecord): Promise<void> {
    if (withdrawal === undefined) return;
    await this.#mark(inputs, (held) => ({ ...held, spentBy: settlementId }));
    await this.#records.lists.put(withdrawalsOf(withdrawal.workerId), [[settlementId, settlementId]]);
  }

  async #mark(marked: readonly Coin[], change: (held: HeldCoin) => HeldCoin): Promise<void> {
    await this.#records.documents.changeMany<HeldCoin, null>(
      heldCoins,
      marked.map((coin) => ({
        id: coinId(coin),
        changer: (found) => (found === null ? { result: null } : { state: change(found), result: null }),
      })),
    );
  }

  async coins(workerId: string, limit: number): Promise<readonly Coin[]> {
    return this.#unspent(workerId, withdrawableStates, limit);
  }

  async sum(workerId: string): Promise<Sats> {
    const coins = await this.#unspent(workerId, heldStates, heldCoinsSummedMax);
    return sats(coins.reduce((sum, { satoshis }) => sum + satoshis, 0));
  }

  async #unspent(
    workerId: string,
    states: readonly SettlementState[],
    limit: number,
  ): Promise<readonly Coin[]> {
    const found: Coin[] = [];
    const list = heldOf(workerId);
    let edge: string | null = null;
    for (;;) {
      const entries = await this.#records.lists.after(list, edge, pageMax);
      const held = await this.#records.documents.placed(heldCoins, list, entries);
      const settlements = await this.#records.documents.readMany(
        heads,
        held.map(({ state }) => state.settlementId),
      );
      for (const [index, { state }] of held.entries()) {
        const made = settlements[index]?.state.state;
        if (made !== undefined && states.includes(made)) found.push(state.coin);
        if (found.length === limit) return found;
      }
      if (entries.length < pageMax) return found;
      edge = entries.at(-1)![0];
    }
  }

  async withdrawals(
    workerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly SettlementRecord[]> {
    const found: SettlementRecord[] = [];
    let edge = before;
    for (;;) {
      const entries = await this.#records.lists.before(withdrawalsOf(workerId), edge, limit - found.length);
      const stored = await this.#records.documents.readMany(
        heads,
        entries.map(([id]) => id),
      );
      for (const head of stored) {
        if (head?.state.phase === 'stored' && head.state.replacedBy === null)
          found.push(await this.#bodies.read(head.state));
      }
      if (found.length >= limit || entries.length === 0) return found;
      edge = entries.at(-1)![0];
    }
  }
}
