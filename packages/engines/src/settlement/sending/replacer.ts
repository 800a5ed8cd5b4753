import type { SettlementRecord } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { last } from '@asg/values/present';
import type { Lanes } from '../lanes/lanes.ts';
import type { Treasury } from '../lanes/treasury.ts';
import type { Mutex } from '../mutex.ts';
import type { SettlementRules } from '../rules.ts';
import type { SettlementConditions } from '../settlement-conditions.ts';
import { keysOf } from '../signing/moves.ts';
import { heldInputs, inheritedCoins, rateAfterRefusal, signReplacement } from '../signing/replacement.ts';
import type { Broadcaster, SendResult } from './broadcaster.ts';

type Replace = Extract<SendResult, { readonly kind: 'replace' }>;

const childrenMax = 100;

/** Replaces transactions that can never be mined, and revives a replaced one that the network has mined or seen after all. */
export class Replacer {
  readonly #context: EngineContext;
  readonly #rules: SettlementRules;
  readonly #mutex: Mutex;
  readonly #lanes: Lanes;
  readonly #treasury: Treasury;
  readonly #broadcaster: Broadcaster;
  readonly #conditions: SettlementConditions;

  constructor(
    context: EngineContext,
    parts: {
      readonly rules: SettlementRules;
      readonly mutex: Mutex;
      readonly lanes: Lanes;
      readonly treasury: Treasury;
      readonly broadcaster: Broadcaster;
      readonly conditions: SettlementConditions;
    },
  ) {
    this.#context = context;
    this.#rules = parts.rules;
    this.#mutex = parts.mutex;
    this.#lanes = parts.lanes;
    this.#treasury = parts.treasury;
    this.#broadcaster = parts.broadcaster;
    this.#conditions = parts.conditions;
  }

  /** Another transaction in the place of one that can never be mined as it is, stored and not sent. False: not now. */
  replace(old: SettlementRecord, why: Replace): Promise<boolean> {
    return this.#mutex.run(() => this.#replace(old, why));
  }

  /** The network has the transaction that this one replaced: that one pays, this one never does. */
  revive(replacement: SettlementRecord, settlementId: string): Promise<void> {
    return this.#mutex.run(() => this.#revive(replacement, settlementId));
  }

  async #replace(old: SettlementRecord, result: Replace): Promise<boolean> {
    const { storage, clock, ids, log } = this.#context;
    const rate = await this.#rate(old, result);
    if (rate === null) {
      const note = `the network wants a higher fee than FEE_RATE_MAX_SATS_PER_KB (${this.#rules.feeRateMax})`;
      this.#conditions.waits(old.settlementId, note);
      this.#broadcaster.pause(old.settlementId);
      return false;
    }
    const own =
      result.why === 'dead' ? heldInputs(old, this.#treasury.key) : await inheritedCoins(old, storage);
    const settlementId = ids.next('settlement');
    const { key } = this.#treasury;
    const plan = { old, settlementId, changeScript: key.lockingScript, feeRateSatsPerKb: rate };
    const nowMs = clock.nowMs();
    const keys = keysOf(key, old);
    const signed = await this.#treasury.sign(
      own,
      (coins) => signReplacement({ ...plan, coins, keys, nowMs }),
      old.minerFeeSats,
    );
    if (!signed.ok) {
      this.#conditions.tooLow(signed.missingSats, key.address);
      this.#broadcaster.pause(old.settlementId);
      return false;
    }
    await this.#orphanChildren(old);
    const { settlement } = signed;
    const proofOfDeath = result.why === 'dead' ? { proofOfDeath: result.proofOfDeath } : {};
    if (!(await this.#lanes.store(settlement, proofOfDeath))) {
      this.#broadcaster.pause(old.settlementId);
      return false;
    }
    this.#broadcaster.forget(old.settlementId);
    const { txid } = settlement;
    log.warn({ settlementId, txid, replaces: old.settlementId, ...result }, 'a transaction was replaced');
    return true;
  }

  async #revive(replacement: SettlementRecord, settlementId: string): Promise<void> {
    const { storage, log } = this.#context;
    const token = this.#lanes.get(replacement.laneId)?.token;
    if (token === undefined) return;
    await this.#orphanChildren(replacement);
    const note = `the network has it, not ${replacement.settlementId} that replaced it`;
    const outcome = await storage.settlement.revive({ settlementId, token, note });
    // The lane stands on another coin now.
    this.#lanes.forget();
    this.#broadcaster.forget(replacement.settlementId);
    log.warn(
      { settlementId, replacement: replacement.settlementId, outcome },
      'a replaced transaction is alive',
    );
  }

  /** Null: it would have to be higher than allowed. */
  async #rate(old: SettlementRecord, result: Replace): Promise<number | null> {
    const policy = await this.#treasury.feeRate();
    if (result.why !== 'fee') return policy;
    const { feeRateMax } = this.#rules;
    const rate = Math.max(policy, rateAfterRefusal(old, result.minimumFee, feeRateMax));
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
        if (child.state === 'stale') await this.#broadcaster.advance(child.settlementId, 'unknown', null);
        await this.#broadcaster.advance(child.settlementId, 'orphaned', `${settlementId} is replaced`);
      }
      if (page.length < childrenMax) return;
      after = last(page).settlementId;
    }
  }
}
