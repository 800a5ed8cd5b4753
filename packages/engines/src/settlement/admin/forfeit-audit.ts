import {
  type AuditTallies,
  type BalanceEntry,
  entryPlace,
  forfeitEntryId,
  type SettlementRecord,
} from '@asg/domain';
import type { StorageReader } from '@asg/storage';
import { last } from '@asg/values/present';
import { forfeitParts } from '../holds/forfeit-parts.ts';
import { isMaturingCoin } from '../holds/forfeits.ts';

const entriesPage = 500;

/** Proves forfeits: what each takes, where it goes, and that each customer got their part of it, once and no more. */
export class ForfeitAudit {
  readonly #storage: StorageReader;
  readonly #tallies: AuditTallies;
  /** Entries of forfeits that were met, by customer and id. */
  readonly #entries = new Map<string, Map<string, number>>();

  constructor(storage: StorageReader, tallies: AuditTallies) {
    this.#storage = storage;
    this.#tallies = tallies;
  }

  /** One that is live. */
  async look(settlement: SettlementRecord): Promise<void> {
    const { settlementId, withdrawal, inputs, outputs, change, seenAtMs } = settlement;
    const expect = (isRight: boolean, why: string): void =>
      this.#tallies.expect('forfeits', isRight, `${settlementId}: ${why}`);
    const [output, ...others] = outputs;
    const treasury = change?.lockingScript;
    const isBack = output?.lockingScript === treasury && others.length === 0;
    expect(isBack, 'it pays somebody else than the treasury');
    if (withdrawal === undefined || output === undefined || treasury === undefined) return;
    const { workerId } = withdrawal;
    for (const coin of inputs) {
      if (coin.lockingScript === treasury) continue;
      const isMaturing = await isMaturingCoin(this.#storage, coin, workerId);
      expect(isMaturing, `${coin.txid}:${coin.vout} was not held because ${workerId} was new`);
    }
    const forfeitId = await this.#askedAs(settlement);
    const isUnderWay = (await this.#storage.holds.get(workerId))?.forfeitId === forfeitId;
    if (seenAtMs === null || isUnderWay) return;
    for (const [customerId, part] of await forfeitParts(this.#storage, settlement)) {
      const entries = await this.#entriesOf(customerId);
      const entered = entries.get(forfeitEntryId(forfeitId));
      entries.delete(forfeitEntryId(forfeitId));
      expect(entered === part, `${customerId} is due ${part} satoshis of it, ${entered ?? 0} were entered`);
    }
  }

  /** Once all were looked at: no customer whose entries were met has one that belongs to none. */
  end(): void {
    for (const [customerId, entries] of this.#entries)
      for (const entryId of entries.keys())
        this.#tallies.expect('forfeits', false, `${customerId}: the entry “${entryId}” is of no forfeit`);
  }

  /** The id that it was asked for under: its own, or that of what it took the place of. */
  async #askedAs(settlement: SettlementRecord): Promise<string> {
    let first = settlement;
    while (first.replaces !== null) {
      const older = await this.#storage.settlement.get(first.replaces);
      if (older === null) break;
      first = older;
    }
    return first.settlementId;
  }

  async #entriesOf(customerId: string): Promise<Map<string, number>> {
    const known = this.#entries.get(customerId);
    if (known !== undefined) return known;
    const found = new Map<string, number>();
    for (let before: string | null = null; ; ) {
      const page: readonly BalanceEntry[] = await this.#storage.balance.entries(customerId, {
        limit: entriesPage,
        before,
      });
      for (const { kind, entryId, sats } of page) if (kind === 'forfeit') found.set(entryId, sats);
      if (page.length < entriesPage) break;
      before = entryPlace(last(page));
    }
    this.#entries.set(customerId, found);
    return found;
  }
}
