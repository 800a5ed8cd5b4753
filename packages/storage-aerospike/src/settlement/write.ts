import {
  type AdvanceSettlement,
  advanceOf,
  type ForgetPaymailOutcome,
  isBound,
  laneAfter,
  laneAfterRevival,
  mayReplace,
  type NoteSettlement,
  type SettlementRecord,
  type Task,
  withNote,
  withoutPaymail,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type {
  AdvanceSettlementOutcome,
  ReserveForSettlement,
  ReviveSettlement,
  ReviveSettlementOutcome,
  StoreSettlement,
  StoreSettlementOutcome,
} from '@asg/storage';
import type { RecordStore } from '../records/record-store.ts';
import { SettlementConsequences } from './consequences.ts';
import { LaneStore } from './lanes.ts';
import type { SettlementParts } from './parts.ts';
import { SettlementReader } from './read.ts';
import { Bodies, type Head, heads } from './settlement-kind.ts';
import { Standings } from './standings.ts';

/**
 * Signed batches. One is prepared whole, claims its coins and the settlement whose place it takes, and is stored in the
 * write that moves its lane; all else follows from that (`SettlementConsequences`).
 */
export class SettlementStore extends SettlementReader implements port.SettlementStore {
  readonly #records: RecordStore;
  readonly #parts: SettlementParts;
  readonly #bodies: Bodies;
  readonly #standings: Standings;
  readonly #consequences: SettlementConsequences;

  constructor(records: RecordStore, parts: SettlementParts) {
    const consequences = new SettlementConsequences(records, parts);
    const standings = new Standings(records, parts.lanes, consequences);
    super(records, parts.coins, standings);
    this.#records = records;
    this.#parts = parts;
    this.#standings = standings;
    this.#bodies = new Bodies(records);
    this.#consequences = consequences;
  }

  async reserve(request: ReserveForSettlement): Promise<readonly Task[] | 'fenced'> {
    const { lanes, reservations, tasks } = this.#parts;
    const lane = await lanes.get(request.laneId);
    if (lane?.token !== request.token) return 'fenced';
    const stored = await this.get(request.settlementId);
    if (stored === null) return reservations.reserve(request);
    const found = await tasks.many(stored.tasks.map(({ taskId }) => taskId));
    return found.filter((task) => task !== null);
  }

  async release(settlementId: string): Promise<void> {
    const head = await this.#standings.head(settlementId);
    if (head?.phase !== 'stored') await this.#parts.reservations.release(settlementId);
  }

  async store({ settlement, token, proofOfDeath }: StoreSettlement): Promise<StoreSettlementOutcome> {
    const { lanes, coins, payouts } = this.#parts;
    const { settlementId, laneId, inputs, replaces } = settlement;
    if (await this.#standings.isStored(settlementId, laneId)) return 'stored';
    const begun = await lanes.change<null>(laneId, token, (lane) =>
      lane.voided.includes(settlementId)
        ? { state: { ...lane, voided: lane.voided.filter((id) => id !== settlementId) }, result: null }
        : { result: null },
    );
    if (begun === 'fenced') return 'fenced';
    const old = replaces === null ? null : await this.get(replaces);
    const refusal =
      replaces === null
        ? await this.#whyNotNew(settlement)
        : await this.#whyNotInPlaceOf(old, settlement, proofOfDeath !== undefined);
    if (refusal !== null) return refusal;
    const claimants = await coins.claimants(inputs);
    for (const by of claimants) {
      if (by !== null && by !== replaces && by !== settlementId && (await this.#standings.isLive(by)))
        return 'coin_in_use';
    }
    if (old === null && !(await payouts.carriesAre(settlement.payees))) return 'carry_changed';
    return this.#decide(settlement, token);
  }

  /** Claims what it needs and stores it, or leaves everything as it was. */
  async #decide(settlement: SettlementRecord, token: number): Promise<StoreSettlementOutcome> {
    const { lanes, coins, payouts } = this.#parts;
    const { settlementId, laneId, inputs, replaces } = settlement;
    await this.#prepare(settlement);
    if (replaces !== null && !(await this.#standings.claimPlace(replaces, settlementId)))
      return 'not_replaceable';
    const areMine = await coins.claim(inputs, settlementId, async (other) =>
      other === replaces ? false : this.#standings.staysWith(other),
    );
    const isCarryTrue =
      replaces !== null ||
      (areMine && (await payouts.claimCarries(settlement, (by) => this.#standings.carries(by))));
    const outcome = !areMine
      ? 'coin_in_use'
      : !isCarryTrue
        ? 'carry_changed'
        : await lanes.change<'stored' | 'coin_in_use'>(laneId, token, (found) => {
            if (found.voided.includes(settlementId)) return { result: 'coin_in_use' };
            const lane = laneAfter(found.lane, settlement);
            return {
              state: LaneStore.withStored({ ...found, lane }, settlementId),
              effects: [['do', 'stored', settlementId]],
              result: 'stored',
            };
          });
    if (outcome !== 'stored') {
      await lanes.void(laneId, settlementId);
      await coins.free(inputs, settlementId);
      await payouts.freeCarries(settlement);
      if (replaces !== null) await this.#standings.unclaimPlace(replaces, settlementId);
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

  async #whyNotNew({ settlementId, tasks }: SettlementRecord): Promise<StoreSettlementOutcome | null> {
    const taskIds = tasks.map(({ taskId }) => taskId);
    if (await this.#parts.reservations.areHeld(settlementId, taskIds)) return null;
    const found = await this.#parts.tasks.many(taskIds);
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
      const replacement = parent === null ? null : await this.#replacementOf(parent);
      if (replacement !== null) txids.add(replacement.txid);
    }
    return [...txids];
  }

  /** The last of its replacements; null: it was not replaced. */
  async #replacementOf({ replacedBy }: SettlementRecord): Promise<SettlementRecord | null> {
    const replacement = replacedBy === null ? null : await this.get(replacedBy);
    return replacement === null ? null : ((await this.#replacementOf(replacement)) ?? replacement);
  }

  async revive({ settlementId, token, note }: ReviveSettlement): Promise<ReviveSettlementOutcome> {
    const { lanes, coins } = this.#parts;
    const settlement = await this.get(settlementId);
    if (settlement === null) return 'not_replaced';
    const { laneId, state, change } = settlement;
    if ((await lanes.get(laneId))?.token !== token) return 'fenced';
    if (state !== 'failed') return 'revived';
    const replacement = await this.#replacementOf(settlement);
    if (replacement === null) return 'not_replaced';
    const [spender] = change === null ? [null] : await coins.claimants([change]);
    const isSpent = spender != null && (await this.#standings.isLive(spender));
    return lanes.change<'revived'>(laneId, token, (found) => {
      const lane = laneAfterRevival(found.lane, settlement, isSpent);
      const facts = {
        settlementId,
        heirId: replacement.settlementId,
        replacedBy: settlement.replacedBy,
        note,
      };
      return { state: { ...found, lane }, effects: [['do', 'revived', facts]], result: 'revived' };
    });
  }

  async advance(request: AdvanceSettlement): Promise<AdvanceSettlementOutcome> {
    const { settlementId, nowMs } = request;
    for (;;) {
      const rival = (await this.#standings.head(settlementId))?.claimedBy ?? null;
      if (rival !== null) {
        if (await this.#standings.staysWith(rival)) await this.#consequences.stored(rival);
        else await this.#standings.unclaimPlace(settlementId, rival);
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
      return { kind: 'advanced', settled: this.#consequences.takeSettled(settlementId, outcome.revision) };
    }
  }

  async forgetPaymail({
    settlementId,
    workerId,
  }: {
    readonly settlementId: string;
    readonly workerId: string;
  }): Promise<ForgetPaymailOutcome> {
    const head = await this.#standings.head(settlementId);
    if (head?.phase !== 'stored') return 'forgotten';
    const settlement = await this.#bodies.read(head);
    const after = withoutPaymail(settlement, workerId);
    if (after === null) return 'live';
    if (after !== settlement) await this.#bodies.rewrite(head, after);
    return 'forgotten';
  }

  async note(request: NoteSettlement): Promise<void> {
    const { settlementId } = request;
    await this.#records.documents.change<Head, null>(heads, settlementId, (head) => {
      if (head?.phase !== 'stored') throw new Error(`no settlement ${settlementId}`);
      const after = withNote(head, request);
      return after === head ? { result: null } : { state: after, result: null };
    });
  }
}
