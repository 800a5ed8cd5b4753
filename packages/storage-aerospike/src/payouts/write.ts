import {
  areCarriesAsPlanned,
  type CarriedRecord,
  carriedFor,
  carriedSince,
  carriesIn,
  earningsIn,
  type PayeeRecord,
  type PayeeSum,
  type SettlementRecord,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { sumNames } from '../derived-names.ts';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type Claim, SettlementClaims } from '../settlement/settlement-claims.ts';
import { type Carried, carriedIn, carriedPay } from './carried-pay.ts';
import { earningsOf, PayoutReader } from './read.ts';

/** Which settlement changes a worker's carried sum next: until it is stored and has done so, or is known never to be. */
const carryClaims: Kind<Claim> = { name: 'ccl', set: 'doc', places: () => [] };

/** The ledger of what workers were paid and what is carried on for them. Each booking goes by a name, and is made once. */
export class PayoutStore extends PayoutReader implements port.PayoutStore {
  readonly #records: RecordStore;
  readonly #carryClaims: SettlementClaims;

  constructor(records: RecordStore) {
    super(records);
    this.#records = records;
    this.#carryClaims = new SettlementClaims(records, carryClaims);
  }

  async setCarriedDue({
    workerId,
    dueAtMs,
  }: Parameters<port.PayoutStore['setCarriedDue']>[0]): Promise<void> {
    await this.#records.documents.change<Carried, null>(carriedPay, workerId, (found) =>
      found === null || found.dueAtMs === null || found.dueAtMs === dueAtMs
        ? { result: null }
        : { state: { ...found, dueAtMs }, result: null },
    );
  }

  /** Lists it unless it was ever told whether something is carried for the worker; whether it was not. */
  beginCarried(carried: CarriedRecord): Promise<boolean> {
    return this.#records.documents.create<Carried>(carriedPay, carried.workerId, carried);
  }

  /** Whether each payee's carried sum is the one that the plan used. */
  async carriesAre(payees: readonly PayeeSum[]): Promise<boolean> {
    const sums = await this.#records.sums.readMany(payees.map(({ workerId }) => sumNames.ofWorker(workerId)));
    return areCarriesAsPlanned(
      payees,
      sums.map(({ carriedSats = 0 }) => carriedSats),
    );
  }

  /**
   * Claims the carried sums that the settlement takes or adds to, so that they stay as they are until it has. False: they
   * are not what the plan took, or another settlement that is stored has yet to change one. `isHeldBy`: as in `SettlementClaims.claim`.
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
    await this.#carryOn(payees);
    await Promise.all(
      carriesIn(payees).map(({ workerId, bySats }) =>
        this.#records.sums.add(sumNames.ofWorker(workerId), name, { carriedSats: bySats }),
      ),
    );
    await this.freeCarries(settlement);
  }

  /** What a new settlement carries on, and what it pays out at last. */
  async #carryOn(payees: readonly PayeeRecord[]): Promise<void> {
    await Promise.all(
      payees.map(async (payee) => {
        const carried = carriedFor(payee);
        if (carried === 'nothing') await this.setCarriedDue({ workerId: payee.workerId, dueAtMs: null });
        else if (carried !== 'same') await this.#join(carried);
      }),
    );
  }

  #join(carried: CarriedRecord): Promise<null> {
    return this.#records.documents.change<Carried, null>(carriedPay, carried.workerId, (found) => ({
      state: carriedSince(found && carriedIn(found), carried),
      result: null,
    }));
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
}

/** Whose carried sums are taken or added to. */
function carriersOf(payees: readonly PayeeSum[]): readonly string[] {
  return payees.flatMap(({ workerId, carriedInSats, carriedOutSats }) =>
    carriedInSats === 0 && carriedOutSats === 0 ? [] : [workerId],
  );
}
