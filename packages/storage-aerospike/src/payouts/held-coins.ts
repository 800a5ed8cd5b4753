import { type Coin, heldIn, type SettlementRecord } from '@asg/domain';
import { at } from '@asg/values/present';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { coinId, type SpentCoins } from '../settlement/coins.ts';

interface HeldCoin {
  readonly workerId: string;
  readonly settlementId: string;
  readonly coin: Coin;
  readonly spentBy: string | null;
  /** False: another transaction took the place of the one that made it. */
  readonly isHere: boolean;
}

export const heldOf = (workerId: string): string => `held|${workerId}`;
export const withdrawalsOf = (workerId: string): string => `withdrawals|${workerId}`;

export const heldCoins: Kind<HeldCoin> = {
  name: 'hco',
  set: 'doc',
  places: ({ workerId, settlementId, coin, spentBy, isHere }, id) =>
    isHere && spentBy === null
      ? [[heldOf(workerId), `${settlementId} ${String(coin.vout).padStart(6, '0')}`, id]]
      : [],
};

/** Coins at addresses held for workers, as settlements make and spend them. */
export class HeldCoins {
  readonly #records: RecordStore;
  readonly #spent: SpentCoins;

  constructor(records: RecordStore, spent: SpentCoins) {
    this.#records = records;
    this.#spent = spent;
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
          spentBy: at(spenders, index),
          isHere: true,
        }),
      ),
    );
  }

  /** One takes the place of the other: its outputs are the same, and who withdraws them goes on doing so. */
  async takeOver(old: SettlementRecord, replacement: SettlementRecord): Promise<void> {
    const [before, after] = [heldIn(old), heldIn(replacement)];
    await Promise.all(before.map(({ coin }, index) => this.#move(coin, at(after, index).coin, replacement)));
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

  /** A withdrawal or a forfeit is stored. */
  async withdraw({ settlementId, purpose, inputs, withdrawal }: SettlementRecord): Promise<void> {
    if (withdrawal === undefined) return;
    await this.#mark(inputs, (held) => ({ ...held, spentBy: settlementId }));
    if (purpose === 'withdrawal')
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
}
