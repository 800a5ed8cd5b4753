import {
  areCarriesAsPlanned,
  carriesIn,
  type EarningRecord,
  earningsIn,
  type PayeeSum,
  type SettlementRecord,
} from '@asg/domain';
import { sumNames } from '../derived-names.ts';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type Claim, Claims } from '../settlement/settlement-claims.ts';
import { heads } from '../settlement/settlement-kind.ts';
import { CarriedBefore } from './carried-backfill.ts';
import { CarriedPay } from './carried-pay.ts';

export const earningsOf = (workerId: string): string => `earnings|${workerId}`;

/** Which settlement changes a worker's carried sum next: until it is stored and has done so, or is known never to be. */
const carryClaims: Kind<Claim> = { name: 'ccl', set: 'doc', places: () => [] };

/** What workers were paid and what is carried on for them. Each booking goes by a name, and is made once. */
export class Ledger {
  readonly carriedPay: CarriedPay;
  readonly carriedBefore: CarriedBefore;
  readonly #records: RecordStore;
  readonly #carryClaims: Claims;

  constructor(records: RecordStore) {
    this.#records = records;
    this.#carryClaims = new Claims(records, carryClaims);
    this.carriedPay = new CarriedPay(records);
    this.carriedBefore = new CarriedBefore(records, this);
  }

  /** Whether each payee's carried sum is what the plan took. */
  async carriesAre(payees: readonly PayeeSum[]): Promise<boolean> {
    const sums = await this.#records.sums.readMany(payees.map(({ workerId }) => sumNames.ofWorker(workerId)));
    return areCarriesAsPlanned(
      payees,
      sums.map(({ carriedSats = 0 }) => carriedSats),
    );
  }

  /**
   * Claims the carried sums that the settlement takes or adds to, so that they stay as they are until it has. False: they
   * are not what the plan took, or another settlement that is stored has yet to change one. `isHeldBy`: as in `Claims.claim`.
   */
  async claimCarries(
    { settlementId, payees }: SettlementRecord,
    isHeldBy: (other: string) => Promise<boolean>,
  ): Promise<boolean> {
    const areMine = await this.#carryClaims.claim(carriersOf(payees), settlementId, isHeldBy);
    return areMine && this.carriesAre(payees);
  }

  freeCarries({ settlementId, payees }: SettlementRecord): Promise<void> {
    return this.#carryClaims.free(carriersOf(payees), settlementId);
  }

  async carry(settlement: SettlementRecord, name: string): Promise<void> {
    const { payees } = settlement;
    // Before the sums: whoever plans by them finds it.
    await this.carriedPay.follow(payees);
    await Promise.all(
      carriesIn(payees).map(({ workerId, bySats }) =>
        this.#records.sums.add(sumNames.ofWorker(workerId), name, { carriedSats: bySats }),
      ),
    );
    await this.freeCarries(settlement);
  }

  /** Books the payouts. `paidAt`: makes the lines this booking's own. */
  async pay(settlement: SettlementRecord, name: string, paidAt: number, nowMs: number): Promise<void> {
    const key = `${settlement.settlementId} ${paidAt}`;
    await Promise.all(
      earningsIn(settlement, nowMs).flatMap(({ workerId, line }) => {
        const by = { paidLabels: line.labels, paidSats: line.paidSats };
        return [
          this.#records.sums.add(sumNames.ofWorker(workerId), name, by),
          this.#records.lists.put(earningsOf(workerId), [[key, JSON.stringify(line)]]),
        ];
      }),
    );
  }

  /** Undoes `pay`, for a settlement that another takes the place of. */
  async takeBack({ settlementId, payees }: SettlementRecord, name: string, paidAt: number): Promise<void> {
    await Promise.all(
      payees.flatMap(({ workerId, labels, paidSats }) => {
        const by = { paidLabels: 0 - labels, paidSats: 0 - paidSats };
        return [
          this.#records.sums.add(sumNames.ofWorker(workerId), name, by),
          this.#records.lists.remove(earningsOf(workerId), [`${settlementId} ${paidAt}`]),
        ];
      }),
    );
  }

  /** The booking of this name will not be made again. */
  forget({ payees }: SettlementRecord, name: string): void {
    for (const { workerId } of payees) this.#records.sums.forget(sumNames.ofWorker(workerId), name);
  }

  async earnings(
    workerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly EarningRecord[]> {
    const list = earningsOf(workerId);
    const found: EarningRecord[] = [];
    let edge = before === null ? null : `${before} `;
    for (;;) {
      const wanted = limit - found.length;
      const entries = await this.#records.lists.before(list, edge, wanted);
      const settlements = await this.#records.documents.readMany(
        heads,
        entries.map(([key]) => key.split(' ', 1)[0]!),
      );
      // A booking that comes late, after it was taken back, leaves a line that counts no more.
      const isBooked = (key: string, index: number): boolean =>
        settlements[index]?.state.paidAt === Number(key.split(' ')[1]);
      const dead = entries.flatMap(([key], index) => (isBooked(key, index) ? [] : [key]));
      if (dead.length > 0) await this.#records.lists.remove(list, dead);
      for (const [index, [key, line]] of entries.entries()) {
        if (isBooked(key, index)) found.push(JSON.parse(line) as EarningRecord);
      }
      if (entries.length < wanted || found.length >= limit) return found;
      edge = entries.at(-1)![0];
    }
  }
}

/** Whose carried sums are taken or added to. */
function carriersOf(payees: readonly PayeeSum[]): readonly string[] {
  return payees.flatMap(({ workerId, carriedInSats, carriedOutSats }) =>
    carriedInSats === 0 && carriedOutSats === 0 ? [] : [workerId],
  );
}
