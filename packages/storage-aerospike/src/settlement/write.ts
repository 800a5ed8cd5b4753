import {
  type AdvanceSettlement,
  advanceOf,
  type Coin,
  isBound,
  isReplaceable,
  laneAfter,
  laneAfterRevival,
  mayReplace,
  type NoteSettlement,
  type SettlementRecord,
  type Task,
  withNote,
} from '@asg/domain';
import type {
  AdvanceSettlementOutcome,
  ReserveForSettlement,
  ReviveSettlement,
  ReviveSettlementOutcome,
  Storage,
  StoreSettlement,
  StoreSettlementOutcome,
} from '@asg/storage';
import type { HeldCoins } from '../payouts/held-coins.ts';
import type { PaymailDeliveries } from '../payouts/paymail.ts';
import type { Ledger } from '../payouts/write.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Tasks } from '../tasks/write.ts';
import type { SpentCoins } from './coins.ts';
import { Following } from './consequences.ts';
import { Lanes } from './lanes.ts';
import { SettlementList } from './read.ts';
import type { Reservations } from './reservations.ts';
import { Bodies, type Head, heads } from './settlement-kind.ts';
import type { TreasuryMoves } from './treasury.ts';

export interface SettlingRooms {
  readonly tasks: Tasks;
  readonly lanes: Lanes;
  readonly reservations: Reservations;
  readonly ledger: Ledger;
  readonly coins: SpentCoins;
  readonly moves: TreasuryMoves;
  readonly heldCoins: HeldCoins;
  readonly paymailDeliveries: PaymailDeliveries;
}

/**
 * Signed batches. One is prepared whole, claims its coins and the settlement whose place it takes, and is stored in the
 * write that moves its lane; all else follows from that (`Following`).
 */
export class Settlements extends SettlementList {
  readonly #records: RecordStore;
  readonly #rooms: SettlingRooms;
  readonly #bodies: Bodies;
  readonly #following: Following;

  constructor(records: RecordStore, rooms: SettlingRooms) {
    super(records);
    this.#records = records;
    this.#rooms = rooms;
    this.#bodies = new Bodies(records);
    this.#following = new Following(records, rooms);
  }

  async #head(settlementId: string): Promise<Head | null> {
    return (await this.#records.documents.read(heads, settlementId))?.state ?? null;
  }

  async reserve(request: ReserveForSettlement): Promise<readonly Task[] | 'fenced'> {
    const { lanes, reservations, tasks } = this.#rooms;
    const lane = await lanes.lane(request.laneId);
    if (lane?.token !== request.token) return 'fenced';
    const stored = await this.settlement(request.settlementId);
    if (stored === null) return reservations.reserve(request);
    const found = await tasks.tasks(stored.tasks.map(({ taskId }) => taskId));
    return found.filter((task) => task !== null);
  }

  async release(settlementId: string): Promise<void> {
    const head = await this.#head(settlementId);
    if (head?.phase !== 'stored') await this.#rooms.reservations.release(settlementId);
  }

  async store({ settlement, token, proofOfDeath }: StoreSettlement): Promise<StoreSettlementOutcome> {
    const { lanes, coins, ledger } = this.#rooms;
    const { settlementId, laneId, inputs, replaces } = settlement;
    if (await this.#isStored(settlementId, laneId)) return 'stored';
    const begun = await lanes.change<null>(laneId, token, (lane) =>
      lane.voided.includes(settlementId)
        ? { state: { ...lane, voided: lane.voided.filter((id) => id !== settlementId) }, result: null }
        : { result: null },
    );
    if (begun === 'fenced') return 'fenced';
    const old = replaces === null ? null : await this.settlement(replaces);
    const refusal =
      replaces === null
        ? await this.#whyNotNew(settlement)
        : await this.#whyNotInPlaceOf(old, settlement, proofOfDeath !== undefined);
    if (refusal !== null) return refusal;
    const claimants = await coins.claimants(inputs);
    for (const by of claimants) {
      if (by !== null && by !== replaces && by !== settlementId && (await this.#isLive(by)))
        return 'coin_in_use';
    }
    if (old === null && !(await ledger.carriesAre(settlement.payees))) return 'carry_changed';
    return this.#decide(settlement, token);
  }

  /** Claims what it needs and stores it, or leaves everything as it was. */
  async #decide(settlement: SettlementRecord, token: number): Promise<StoreSettlementOutcome> {
    const { lanes, coins, ledger } = this.#rooms;
    const { settlementId, laneId, inputs, replaces } = settlement;
    await this.#prepare(settlement);
    if (replaces !== null && !(await this.#claimPlace(replaces, settlementId))) return 'not_replaceable';
    const areMine = await coins.claim(inputs, settlementId, async (other) =>
      other === replaces ? false : this.#staysWith(other),
    );
    const isCarryTrue =
      replaces !== null || (areMine && (await ledger.claimCarries(settlement, (by) => this.#carries(by))));
    const outcome = !areMine
      ? 'coin_in_use'
      : !isCarryTrue
        ? 'carry_changed'
        : await lanes.change<'stored' | 'coin_in_use'>(laneId, token, (found) => {
            if (found.voided.includes(settlementId)) return { result: 'coin_in_use' };
            const lane = laneAfter(found.lane, settlement);
            return {
              state: Lanes.withStored({ ...found, lane }, settlementId),
              effects: [['do', 'stored', settlementId]],
              result: 'stored',
            };
          });
    if (outcome !== 'stored') {
      await lanes.void(laneId, settlementId);
      await coins.free(inputs, settlementId);
      await ledger.freeCarries(settlement);
      if (replaces !== null) await this.#unclaimPlace(replaces, settlementId);
    }
    return outcome;
  }

  async #prepare(settlement: SettlementRecord): Promise<void> {
    const body = await this.#bodies.write(settlement);
    const { settlementId, laneId, txid, tasks, minerFeeSats, createdAtMs } = settlement;
    const { state, seenAtMs, note, proof, replacedBy } = settlement;
    await this.#records.documents.change<Head, null>(heads, settlementId, (found) =>
      found?.phase === 'stored'
        ? { result: null }
        : {
            state: {
              phase: 'prepared',
              laneId,
              txid,
              taskCount: tasks.length,
              minerFeeSats,
              createdAtMs,
              state,
              seenAtMs,
              note,
              proof,
              replacedBy,
              claimedBy: null,
              paidAt: null,
              body,
            },
            result: null,
          },
    );
  }

  /** Whether it is stored; what follows from that is carried out, if it was not. */
  async #isStored(settlementId: string, laneId: string): Promise<boolean> {
    const head = await this.#head(settlementId);
    if (head?.phase === 'stored') return true;
    if (!(await this.#rooms.lanes.hasStored(laneId, settlementId))) return false;
    await this.#following.stored(settlementId);
    return true;
  }

  /** Whether it is stored and nothing took its place. */
  async #isLive(settlementId: string): Promise<boolean> {
    const head = await this.#head(settlementId);
    if (head === null || !(await this.#isStored(settlementId, head.laneId))) return false;
    return (await this.#head(settlementId))!.state !== 'failed';
  }

  /** Whether what it claims stays with it; if not, it is made sure that it never is stored with it. */
  async #staysWith(settlementId: string): Promise<boolean> {
    if (await this.#isLive(settlementId)) return true;
    const head = await this.#head(settlementId);
    if (head === null || head.phase === 'stored') return false;
    if ((await this.#rooms.lanes.void(head.laneId, settlementId)) === 'void') return false;
    return this.#isLive(settlementId);
  }

  /** Whether it is stored, so that the carried sums it claims are its to change; if not, it never is stored with them. */
  async #carries(settlementId: string): Promise<boolean> {
    const head = await this.#head(settlementId);
    if (head === null) return false;
    if (await this.#isStored(settlementId, head.laneId)) return true;
    return (await this.#rooms.lanes.void(head.laneId, settlementId)) === 'stored';
  }

  async #claimPlace(old: string, settlementId: string): Promise<boolean> {
    for (;;) {
      const head = await this.#head(old);
      const rival = head?.claimedBy ?? null;
      if (head === null || head.replacedBy !== null) return false;
      if (rival !== null && rival !== settlementId && (await this.#staysWith(rival))) return false;
      const claimed = await this.#records.documents.change<Head, 'mine' | 'no' | 'again'>(
        heads,
        old,
        (found) => {
          if (found === null || !isReplaceable(found)) return { result: 'no' };
          if (found.claimedBy !== rival) return { result: 'again' };
          return { state: { ...found, claimedBy: settlementId }, result: 'mine' };
        },
      );
      if (claimed !== 'again') return claimed === 'mine';
    }
  }

  async #unclaimPlace(old: string, settlementId: string): Promise<void> {
    await this.#records.documents.change<Head, null>(heads, old, (found) =>
      found?.claimedBy === settlementId
        ? { state: { ...found, claimedBy: null }, result: null }
        : { result: null },
    );
  }

  async #whyNotNew({ settlementId, tasks }: SettlementRecord): Promise<StoreSettlementOutcome | null> {
    const found = await this.#rooms.tasks.tasks(tasks.map(({ taskId }) => taskId));
    const areHeld = found.every(
      (task) => task?.payment.kind === 'reserved' && task.payment.settlementId === settlementId,
    );
    return areHeld ? null : 'task_not_reserved';
  }

  async #whyNotInPlaceOf(
    old: SettlementRecord | null,
    settlement: SettlementRecord,
    isProvenDead: boolean,
  ): Promise<StoreSettlementOutcome | null> {
    if (old === null || !mayReplace(old, settlement)) return 'not_replaceable';
    const isSafe =
      isProvenDead || isBound(old, settlement, []) || isBound(old, settlement, await this.#heirTxidsOf(old));
    return isSafe ? null : 'not_bound';
  }

  /** Of what took the place of the transactions that made its coins. */
  async #heirTxidsOf({ inputs }: SettlementRecord): Promise<readonly string[]> {
    const txids = new Set<string>();
    for (const { txid } of inputs) {
      const parent = await this.byTxid(txid);
      const heir = parent === null ? null : await this.#heirOf(parent);
      if (heir !== null) txids.add(heir.txid);
    }
    return [...txids];
  }

  /** What stands in its place now, at the end of all replacements; null: nothing does. */
  async #heirOf({ replacedBy }: SettlementRecord): Promise<SettlementRecord | null> {
    const heir = replacedBy === null ? null : await this.settlement(replacedBy);
    return heir === null ? null : ((await this.#heirOf(heir)) ?? heir);
  }

  async revive({ settlementId, token, note }: ReviveSettlement): Promise<ReviveSettlementOutcome> {
    const { lanes, coins } = this.#rooms;
    const settlement = await this.settlement(settlementId);
    if (settlement === null) return 'not_replaced';
    const { laneId, state, change } = settlement;
    if ((await lanes.lane(laneId))?.token !== token) return 'fenced';
    if (state !== 'failed') return 'revived';
    const heir = await this.#heirOf(settlement);
    if (heir === null) return 'not_replaced';
    const [spender] = change === null ? [null] : await coins.claimants([change]);
    const isSpent = spender != null && (await this.#isLive(spender));
    return lanes.change<'revived'>(laneId, token, (found) => {
      const lane = laneAfterRevival(found.lane, settlement, isSpent);
      const facts = { settlementId, heirId: heir.settlementId, replacedBy: settlement.replacedBy, note };
      return { state: { ...found, lane }, effects: [['do', 'revived', facts]], result: 'revived' };
    });
  }

  async advance(request: AdvanceSettlement): Promise<AdvanceSettlementOutcome> {
    const { settlementId, nowMs } = request;
    for (;;) {
      const rival = (await this.#head(settlementId))?.claimedBy ?? null;
      if (rival !== null) {
        if (await this.#staysWith(rival)) await this.#following.stored(rival);
        else await this.#unclaimPlace(settlementId, rival);
      }
      const outcome = await this.#records.documents.change<
        Head,
        | { readonly kind: 'claimed' }
        | { readonly kind: 'advanced'; readonly revision: number }
        | Exclude<AdvanceSettlementOutcome, { kind: 'advanced' }>
      >(heads, settlementId, (head, revision) => {
        if (head?.phase !== 'stored') throw new Error(`no settlement ${settlementId}`);
        const advance = advanceOf(head, request);
        if (advance.kind === 'repeated') return { result: advance };
        if (head.claimedBy !== null && head.state !== 'failed') return { result: { kind: 'claimed' } };
        if (advance.kind === 'illegal') return { result: advance };
        const { after, settles } = advance;
        return {
          state: { ...head, ...after, ...(settles && { paidAt: revision }) },
          effects: settles
            ? ['settle', 'pay'].map(
                (name) => ['do', name, { settlementId, nowMs, paidAt: revision }] as const,
              )
            : [],
          result: { kind: 'advanced', revision },
        };
      });
      if (outcome.kind === 'claimed') continue;
      if (outcome.kind !== 'advanced') return outcome;
      return { kind: 'advanced', settled: this.#following.takeSettled(settlementId, outcome.revision) };
    }
  }

  async note(request: NoteSettlement): Promise<void> {
    const { settlementId } = request;
    await this.#records.documents.change<Head, null>(heads, settlementId, (head) => {
      if (head?.phase !== 'stored') throw new Error(`no settlement ${settlementId}`);
      const after = withNote(head, request);
      return after === head ? { result: null } : { state: after, result: null };
    });
  }

  async coinsInUse(asked: Parameters<Storage['settlement']['coinsInUse']>[0]): Promise<readonly Coin[]> {
    const claimants = await this.#rooms.coins.claimants(asked);
    const inUse = await Promise.all(claimants.map(async (by) => by !== null && (await this.#isLive(by))));
    return asked.filter((_, index) => inUse[index]);
  }
}
