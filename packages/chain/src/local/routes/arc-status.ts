import type { TransactionStatus } from '../../port.ts';
import type { LocalChain } from '../local-chain.ts';

/** A transaction's status as an ARC-compatible broadcaster reports it, in answers and callbacks. */
export function statusBody(
  chain: LocalChain,
  txid: string,
  standing: TransactionStatus,
): Record<string, unknown> {
  const mined = standing.kind === 'mined' ? standing : undefined;
  return {
    blockHash: mined?.blockHash ?? '',
    blockHeight: mined?.blockHeight ?? 0,
    competingTxs: standing.kind === 'contested' ? standing.competing : null,
    extraInfo: standing.kind === 'rejected' ? standing.reason : '',
    merklePath: mined?.bump ?? '',
    timestamp: timestamp(chain),
    txStatus: arcStatusName(standing),
    txid,
  };
}

/** ARC's name for it. */
export function arcStatusName(standing: TransactionStatus): string {
  switch (standing.kind) {
    case 'mined':
      return 'MINED';
    case 'seen':
      return 'SEEN_ON_NETWORK';
    case 'contested':
      return 'DOUBLE_SPEND_ATTEMPTED';
    case 'rejected':
      return 'REJECTED';
    case 'sending':
      return 'RECEIVED';
    case 'unknown':
      return 'UNKNOWN';
  }
}

export function timestamp(chain: LocalChain): string {
  return new Date(chain.now()).toISOString();
}
