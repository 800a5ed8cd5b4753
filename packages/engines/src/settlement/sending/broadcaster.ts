import type { BroadcastRefusal, Chain, MinimumFee } from '@asg/chain';
import type { SettlementRecord, SettlementState, Task } from '@asg/domain';
import { announce, type EngineContext } from '@asg/people/context';
import { Backoffs } from '../backoffs.ts';
import type { Headers } from '../chain/headers.ts';
import { finalDepthBlocks } from '../rules.ts';
import { replacementOf } from '../signing/replacement.ts';

const noteMax = 500;
/** What a provider has accepted may take so long to reach the network before it is reported, ms. */
const takenMs = 15_000;
/** The pause before the same bytes go out again after an unclear answer. */
const resend = { baseMs: 1_000, growth: 2, maxMs: 60_000 };

/**
 * The outcome of sending a stored transaction. `waits`: asked again later. `halted`: the network calls it invalid, so a
 * person has to look. `replace`: it can never be mined as it is. `revive`: the network has the one that it replaced.
 */
export type SendResult =
  | { readonly kind: 'seen' }
  | { readonly kind: 'halted'; readonly note: string }
  /** `isUsual`: its provider has just taken it, and nothing is wrong yet. */
  | { readonly kind: 'waits'; readonly note: string; readonly isUsual?: boolean }
  | { readonly kind: 'revive'; readonly settlementId: string }
  | { readonly kind: 'replace'; readonly why: 'fee'; readonly minimumFee?: MinimumFee | undefined }
  | { readonly kind: 'replace'; readonly why: 'parent' }
  | { readonly kind: 'replace'; readonly why: 'dead'; readonly proofOfDeath: string };

/** The provider says rejected, for a reason that proves nothing. */
interface Unclear {
  readonly kind: 'unclear';
  readonly reason: string;
}

function isSendResult(reported: SendResult | BroadcastRefusal | Unclear | null): reported is SendResult {
  return reported !== null && reported.kind !== 'rejected' && reported.kind !== 'unclear';
}

/** Broadcasts stored transactions: the same bytes, again and again, until their fate is known. */
export class Broadcaster {
  readonly #context: EngineContext;
  readonly #chain: Chain;
  readonly #headers: Headers;
  readonly #backoffs = new Backoffs(resend);

  constructor(context: EngineContext, parts: { readonly chain: Chain; readonly headers: Headers }) {
    this.#context = context;
    this.#chain = parts.chain;
    this.#headers = parts.headers;
  }

  isPaused({ settlementId }: SettlementRecord): boolean {
    return this.#backoffs.of(settlementId, this.#context.clock.nowMs()) !== null;
  }

  /** Only for what is stored and neither seen nor mined. */
  async broadcast(settlement: SettlementRecord): Promise<SendResult> {
    const { settlementId, state } = settlement;
    if (state !== 'signed') {
      const known = await this.#lookUp(settlement);
      if (isSendResult(known)) return known;
      // Refused since it was sent. Sending it again would only be refused again; any other fault may have passed.
      if (known?.kind === 'rejected' && known.fault === 'fee') return this.#refused(settlement, known);
    }
    if (state === 'orphaned') {
      const orphan = await this.#orphanOfReplaced(settlement);
      if (orphan !== null) return orphan;
    }
    if (state === 'contested') await this.advance(settlementId, 'unknown', 'no longer contested');
    const going = await this.advance(settlementId, 'broadcasting', null);
    // Another settler has seen or replaced it since it was read here: then these bytes are not sent.
    if (going === 'moved_on') return { kind: 'waits', note: 'its state has changed' };
    const outcome = await this.#chain.broadcast(settlement);
    if (outcome.kind === 'accepted') return this.#seen(settlement);
    // A refusal can mean that this very transaction is known already: look before believing it.
    const known = await this.#lookUp(settlement);
    if (isSendResult(known)) return known;
    if (outcome.kind === 'rejected') return this.#refused(settlement, outcome);
    if (known?.kind === 'rejected') return this.#refused(settlement, known);
    const isUsual = known === null && outcome.isTaken === true && this.#isNew(settlement);
    return { ...(await this.#waits(settlement, 'unknown', known?.reason ?? outcome.reason)), isUsual };
  }

  /** What follows from a refusal, whether a broadcast or a look-up showed it. */
  async #refused(settlement: SettlementRecord, refusal: BroadcastRefusal): Promise<SendResult> {
    const note = `refused, ${refusal.code}: ${refusal.reason}`;
    switch (refusal.fault) {
      case 'fee':
        return { kind: 'replace', why: 'fee', minimumFee: refusal.minimumFee };
      case 'inputs':
        return this.#orphaned(settlement, note);
      case 'conflict':
        return this.#contested(settlement, note);
      case 'ours': {
        await this.#waits(settlement, 'unknown', note);
        return { kind: 'halted', note };
      }
    }
  }

  /** Null: the network does not seem to know it. */
  async #lookUp(settlement: SettlementRecord): Promise<SendResult | BroadcastRefusal | Unclear | null> {
    const status = await this.#chain.status(settlement.txid);
    switch (status.kind) {
      case 'seen':
      case 'mined':
        return this.#seen(settlement);
      case 'contested':
        return this.#contested(settlement, `other spenders: ${status.competing.join(', ') || 'not named'}`);
      case 'rejected':
        return status.refusal ?? { kind: 'unclear', reason: status.reason };
      case 'sending':
      case 'unknown':
        return null;
    }
  }

  async #seen(settlement: SettlementRecord): Promise<SendResult> {
    const { settlementId, txid, purpose, minerFeeSats, tasks } = settlement;
    this.#backoffs.worked(settlementId);
    const isFirst = settlement.seenAtMs === null;
    const settled = await this.advance(settlementId, 'seen', null);
    if (settled === 'moved_on') return { kind: 'waits', note: 'its state has changed' };
    for (const task of settled) announce(this.#context.signals, task);
    this.#context.log.info(
      { settlementId, txid, purpose, tasks: tasks.length, minerFeeSats },
      isFirst ? 'batch settled' : 'a transaction is known to the network again',
    );
    return { kind: 'seen' };
  }

  async #orphaned(settlement: SettlementRecord, note: string): Promise<SendResult> {
    const orphan = await this.#orphanOfReplaced(settlement);
    if (orphan !== null) {
      await this.advance(settlement.settlementId, 'orphaned', note);
      return orphan;
    }
    return (await this.#dead(settlement)) ?? this.#waits(settlement, 'orphaned', note);
  }

  async #contested(settlement: SettlementRecord, note: string): Promise<SendResult> {
    const dead = await this.#dead(settlement);
    if (dead !== null) return dead;
    const { settlementId, txid } = settlement;
    if (settlement.state !== 'contested')
      this.#context.log.error({ settlementId, txid, note }, 'double spend alarm: only we hold the key');
    return this.#waits(settlement, 'contested', note);
  }

  /**
   * Whether one of its coins is spent: by itself, in a block that somebody else proves; by the very one that it replaced, which is then alive, or
   * by another's transaction deep in our own chain of headers, so that this one can never be mined.
   */
  async #dead(settlement: SettlementRecord): Promise<SendResult | null> {
    for (const { txid, vout } of settlement.inputs) {
      const spender = await this.#chain.spender(txid, vout);
      if (spender === null) continue;
      if (spender === settlement.txid) {
        // Refused because it is there already, and its provider has forgotten it.
        if ((await this.#headers.provenElsewhere(spender)) !== null) return this.#seen(settlement);
        continue;
      }
      const status = await this.#chain.status(spender);
      const own = await this.#context.storage.settlement.byTxid(spender);
      if (own !== null) {
        const isAlive = status.kind === 'seen' || status.kind === 'mined' || status.kind === 'contested';
        if (own.state === 'failed' && isAlive) return { kind: 'revive', settlementId: own.settlementId };
        continue;
      }
      const depth = status.kind === 'mined' ? await this.#headers.depthOf(spender, status) : 0;
      if (status.kind !== 'mined' || depth < finalDepthBlocks) continue;
      const proofOfDeath = `${txid}:${vout} was spent by ${spender} at height ${status.blockHeight}, ${depth} blocks deep`;
      return { kind: 'replace', why: 'dead', proofOfDeath };
    }
    return null;
  }

  /** A child of what was replaced: it is rebuilt on the replacement; once that is final, it can never be mined. */
  async #orphanOfReplaced({ inputs }: SettlementRecord): Promise<SendResult | null> {
    const { storage } = this.#context;
    for (const txid of new Set(inputs.map((coin) => coin.txid))) {
      const parent = await storage.settlement.byTxid(txid);
      const replacement = parent === null ? null : await replacementOf(parent, storage);
      if (parent === null || replacement === null) continue;
      if (replacement.state !== 'final') return { kind: 'replace', why: 'parent' };
      const proofOfDeath = `${txid} was replaced by ${replacement.txid}, which is final`;
      return { kind: 'replace', why: 'dead', proofOfDeath };
    }
    return null;
  }

  #isNew({ createdAtMs }: SettlementRecord): boolean {
    return this.#context.clock.nowMs() < createdAtMs + takenMs;
  }

  async #waits(settlement: SettlementRecord, state: SettlementState, note: string) {
    const { settlementId } = settlement;
    await this.advance(settlementId, state, note);
    this.pause(settlementId);
    return { kind: 'waits', note } as const;
  }

  /** The network is not asked about it for a while, longer each time. */
  pause(settlementId: string): void {
    this.#backoffs.failed(settlementId, '', this.#context.clock.nowMs());
  }

  /** A transaction that took its place: nothing is asked about it any more. */
  forget(settlementId: string): void {
    this.#backoffs.worked(settlementId);
  }

  /** What is wrong with it while it is in one of these states, for the operator to read; null: nothing is. */
  note(settlementId: string, states: readonly SettlementState[], note: string | null): Promise<void> {
    const text = note === null ? null : note.slice(0, noteMax);
    return this.#context.storage.settlement.note({ settlementId, states, note: text });
  }

  /** `moved_on`: its state is another by now, of which this step knows nothing; it is looked at again in the next round. */
  async advance(
    settlementId: string,
    to: SettlementState,
    note: string | null,
  ): Promise<readonly Task[] | 'moved_on'> {
    const { storage, clock } = this.#context;
    const outcome = await storage.settlement.advance({ settlementId, to, nowMs: clock.nowMs(), note });
    if (outcome.kind === 'illegal') return 'moved_on';
    return outcome.kind === 'advanced' ? outcome.settled : [];
  }
}
