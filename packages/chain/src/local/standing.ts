import type { TransactionStatus } from '../port.ts';
import { refusedStatus } from '../refusal-words.ts';
import { isUnmined } from './admission.ts';
import type { LedgerReads } from './ledger/ledger-reads.ts';
import { faults } from './verdict.ts';

const competitorsMax = 100;

/** The status of a transaction; `bumpOf` gives the Merkle proof of one that is in a block. */
export function standingOf(
  txid: string,
  reads: LedgerReads,
  bumpOf: (txid: string) => string | undefined,
): TransactionStatus {
  const stored = reads.transaction(txid);
  if (stored?.block !== undefined) {
    const { hash, height } = reads.blockAt(stored.block.height)!;
    return { kind: 'mined', blockHeight: height, blockHash: hash, bump: bumpOf(txid)! };
  }
  if (stored !== undefined && isUnmined(stored)) {
    const competing = reads.competitors(txid, competitorsMax);
    return competing.length > 0 ? { kind: 'contested', competing } : { kind: 'seen' };
  }
  const displaced = standingOfDisplaced(txid, reads);
  if (displaced !== undefined) return displaced;
  const refusal = reads.refusal(txid);
  return refusal === undefined ? { kind: 'unknown' } : refusedStatus(refusal.code, refusal.message);
}

/** Another took its place: open until a block holds the other. */
function standingOfDisplaced(txid: string, reads: LedgerReads): TransactionStatus | undefined {
  const live = reads
    .competitors(txid, competitorsMax)
    .flatMap((competitor) => reads.transaction(competitor) ?? []);
  const mined = live.find(({ block }) => block !== undefined);
  if (mined !== undefined)
    return refusedStatus(faults.conflict.code, `double spend: ${mined.txid} is in a block`);
  return live.length === 0 ? undefined : { kind: 'contested', competing: live.map((one) => one.txid) };
}
