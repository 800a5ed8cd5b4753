import type { SettlementRecord } from '@asg/domain';
import type { EngineContext } from '../../context.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Treasury } from '../lanes/treasury.ts';
import type { SettlementRules } from '../rules.ts';
import { keysOf } from '../signing/moves.ts';
import { heldInputs, inheritedCoins, rateAfterRefusal, signReplacement } from '../signing/replacement.ts';
import type { Standing } from '../standing.ts';
import type { Turns } from '../turns.ts';
import type { Courier, Delivery } from './courier.ts';

type Replace = Extract<Delivery, { readonly kind: 'replace' }>;

const childrenMax = 100;

/** Puts one transaction in the place of another: what can never be mined is replaced, what is alive after all comes back. */
export class Successor {
  readonly #context: EngineContext;
  readonly #rules: SettlementRules;
  readonly #turns: Turns;
  readonly #lanes: Lanes;
  readonly #treasury: Treasury;
  readonly #courier: Courier;
  readonly #standing: Standing;

  constructor(
    context: EngineContext,
    parts: {
      readonly rules: SettlementRules;
      readonly turns: Turns;
      readonly lanes: Lanes;
      readonly treasury: Treasury;
      readonly courier: Courier;
      readonly standing: Standing;
    },
  ) {
    this.#context = context;
    this.#rules = parts.rules;
    this.#turns = parts.turns;
    this.#lanes = parts.lanes;
    this.#treasury = parts.treasury;
    this.#courier = parts.courier;
    this.#standing = parts.standing;
  }

  /** Another transaction in the place of one that can never be mined as it is, stored and not sent. False: not now. */
  replace(old: SettlementRecord, why: Replace): Promise<boolean> {
    return this.#turns.run(() => this.#replace(old, why));
  }

  /** The network has the transaction that this one replaced: that one pays, this one never does. */
  revive(heir: SettlementRecord, settlementId: string): Promise<void> {
    return this.#turns.run(() => this.#revive(heir, settlementId));
  }

  async #replace(old: SettlementRecord, delivery: Replace): Promise<boolean> {
    const { storage, clock, ids, log } = this.#context;
    const rate = await this.#rate(old, delivery);
    if (rate === null) {
      const note = `the network wants a higher fee than FEE_RATE_MAX_SATS_PER_KB (${this.#rules.feeRateMax})`;
      this.#standing.waits(old.settlementId, note);
      this.#courier.pause(old.settlementId);
      return false;
    }
    const own =
      delivery.why === 'dead' ? heldInputs(old, this.#treasury.key) : await inheritedCoins(old, storage);
    const settlementId = ids.next('settlement');
    const { key } = this.#treasury;
    const plan = { old, settlementId, changeScript: key.lockingScript, feeRateSatsPerKb: rate };
    const nowMs = clock.nowMs();
    const keys = keysOf(key, old.withdrawal);
    const signed = await this.#treasury.sign(
      own,
      (coins) => signReplacement({ ...plan, coins, keys, nowMs }),
      old.minerFeeSats,
    );
    if (!signed.ok) {
      this.#standing.tooLow(signed.missingSats, key.address);
      this.#courier.pause(old.settlementId);
      return false;
    }
    await this.#orphanChildren(old);
    const { settlement } = signed;
    const proofOfDeath = delivery.why === 'dead' ? { proofOfDeath: delivery.proofOfDeath } : {};
    if (!(await this.#lanes.store(settlement, proofOfDeath))) {
      this.#courier.pause(old.settlementId);
      return false;
    }
    this.#courier.forget(old.settlementId);
    const { txid } = settlement;
    log.warn({ settlementId, txid, replaces: old.settlementId, ...delivery }, 'a transaction was replaced');
    return true;
  }

  async #revive(heir: SettlementRecord, settlementId: string): Promise<void> {
    const { storage, log } = this.#context;
    const token = this.#lanes.get(heir.laneId)?.token;
    if (token === undefined) return;
    await this.#orphanChildren(heir);
    const note = `the network has it, not ${heir.settlementId} that replaced it`;
    const outcome = await storage.settlement.revive({ settlementId, token, note });
    // The lane stands on another coin now.
    this.#lanes.forget();
    this.#courier.forget(heir.settlementId);
    log.warn({ settlementId, heir: heir.settlementId, outcome }, 'a replaced transaction is alive');
  }

  /** Null: it would have to be higher than allowed. */
  async #rate(old: SettlementRecord, delivery: Replace): Promise<number | null> {
    const policy = await this.#treasury.feeRate();
    if (delivery.why !== 'fee') return policy;
    const { feeRateMax } = this.#rules;
    const rate = Math.max(policy, rateAfterRefusal(old, delivery.minimumFee, feeRateMax));
    return rate > feeRateMax ? null : rate;
  }

  /** What was built upon a transaction that is about to be replaced can never be mined either. */
  async #orphanChildren({ settlementId, laneId, lanePosition }: SettlementRecord): Promise<void> {
    const { storage } = this.#context;
    const states = ['seen', 'unknown', 'contested', 'stale'] as const;
    for (let after: string | null = null; ; ) {
      const page: readonly SettlementRecord[] = await storage.settlement.inStates(states, childrenMax, after);
      for (const child of page) {
        if (child.laneId !== laneId || child.lanePosition <= lanePosition) continue;
        if (child.state === 'stale') await this.#courier.advance(child.settlementId, 'unknown', null);
        await this.#courier.advance(child.settlementId, 'orphaned', `${settlementId} is replaced`);
      }
      if (page.length < childrenMax) return;
      after = page.at(-1)!.settlementId;
    }
  }
}
