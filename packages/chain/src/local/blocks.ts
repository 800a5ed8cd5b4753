import type { LedgerReads } from './ledger/ledger-reads.ts';
import type { LedgerWrites } from './ledger/ledger-writes.ts';
import type { StoredBlock } from './ledger/records.ts';
import { tipOf } from './mempool.ts';
import { coinbase, mineHeader, preminedBlocks } from './mining.ts';

const blockTransactionsMax = 10_000;
const blockBytesMax = 64_000_000;

interface Candidate {
  readonly seq: number;
  readonly txid: string;
  readonly size: number;
  readonly feeSats: number;
}

/** What the next block may hold: all that waits and pays the fee, in the order of acceptance, up to the limits. */
export function candidates(reads: LedgerReads): Candidate[] {
  const all = reads.mineable(blockTransactionsMax);
  let bytes = 0;
  // The first that does not fit takes all later ones with it: one of them could be its child.
  const end = all.findIndex(({ size }) => {
    bytes += size;
    return bytes > blockBytesMax;
  });
  return end === -1 ? all : all.slice(0, end);
}

/** Mines one block holding `transactions` on top of the chain. */
export function addBlock(
  transactions: readonly Candidate[],
  reads: LedgerReads,
  writes: LedgerWrites,
  nowMs: number,
): StoredBlock {
  const tip = reads.tip();
  const height = tip === undefined ? 0 : tip.height + 1;
  const fees = transactions.reduce((total, { feeSats }) => total + feeSats, 0);
  const reward = coinbase(height, fees, writes.next('extra_nonce'));
  const txids = [reward.txid, ...transactions.map(({ txid }) => txid)];
  const { hash, hex } = mineHeader(tip?.hash, txids, blockTime(reads, nowMs));
  const size = transactions.reduce((total, transaction) => total + transaction.size, reward.size);
  const seq = writes.addTransaction({
    ...reward,
    feeSats: 0,
    depth: 0,
    mineable: true,
    coinbase: true,
    receivedAtMs: nowMs,
  });
  const block = { height, hash, header: hex, txCount: txids.length, size };
  writes.addBlock(block, [seq, ...transactions.map((transaction) => transaction.seq)]);
  return block;
}

/** Gives a new chain its genesis block and 101 more, a second apart; does nothing to a chain that has blocks. */
export function premine(reads: LedgerReads, writes: LedgerWrites, nowMs: number): void {
  if (reads.tip() !== undefined) return;
  for (let height = 0; height <= preminedBlocks; height++) {
    addBlock([], reads, writes, nowMs - (preminedBlocks - height) * 1000);
  }
}

/** Seconds since 1970, always later than the block before. */
function blockTime(reads: LedgerReads, nowMs: number): number {
  const nowSeconds = Math.max(0, Math.floor(nowMs / 1000));
  return reads.tip() === undefined ? nowSeconds : Math.max(nowSeconds, tipOf(reads).timeSeconds + 1);
}
