import { lockingScriptOfAddress } from '@asg/chain';
import type { Network, Sats, SettlementRecord } from '@asg/domain';
import type { EngineContext, Violation } from '@asg/people';
import { type Page, type RefundRecord, standingSettlement, type TreasuryMove } from '@asg/storage';

/** A refund with what became of it. */
export interface RefundReport {
  readonly refund: RefundRecord;
  readonly move: TreasuryMove | null;
  /** The transaction, once there is one. */
  readonly settlement: SettlementRecord | null;
}

export type RefundOutcome =
  | { readonly kind: 'asked'; readonly report: RefundReport }
  | { readonly kind: 'no_customer' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly violation: Violation };

export interface AskRefund {
  readonly customerId: string;
  /** The operator's own name for it; null: it is a new one each time. */
  readonly requestId: string | null;
  readonly satoshis: Sats;
  readonly address: string;
}

/** The operator gives a customer's free money back. The settler takes it from the balance and makes the transaction. */
export class Refunds {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>;
  readonly #network: Network;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>, network: Network) {
    this.#context = context;
    this.#network = network;
  }

  async ask({ customerId, requestId, satoshis, address }: AskRefund): Promise<RefundOutcome> {
    const { storage, clock, ids } = this.#context;
    const script = lockingScriptOfAddress(address, this.#network);
    if (!script.ok)
      return {
        kind: 'refused',
        violation: { field: 'address', constraint: script.reason, message: script.message },
      };
    if ((await storage.customers.get(customerId)) === null) return { kind: 'no_customer' };
    const settlementId = ids.next('settlement');
    const refund = await storage.refunds.ask({
      settlementId,
      customerId,
      requestId: requestId ?? settlementId,
      satoshis,
      address,
      requestedAtMs: clock.nowMs(),
    });
    if (refund.satoshis !== satoshis || refund.address !== address) return { kind: 'conflict' };
    // The process may have ended between the two: then the move is asked for now.
    await storage.moves.request({
      settlementId: refund.settlementId,
      purpose: 'refund',
      workerId: null,
      coins: null,
      refund: { customerId, satoshis, lockingScript: script.lockingScript },
      requestedAtMs: refund.requestedAtMs,
      refusal: null,
    });
    return { kind: 'asked', report: await this.#report(refund) };
  }

  /** The newest first. */
  async list(customerId: string, { limit, before }: Page): Promise<readonly RefundReport[]> {
    const found = await this.#context.storage.refunds.ofCustomer({ group: customerId, limit, before });
    return Promise.all(found.map((refund) => this.#report(refund)));
  }

  /** With what took the place of its transaction. */
  async #report(refund: RefundRecord): Promise<RefundReport> {
    const { storage } = this.#context;
    const move = await storage.moves.get(refund.settlementId);
    return { refund, move, settlement: await standingSettlement(storage, refund.settlementId) };
  }
}
