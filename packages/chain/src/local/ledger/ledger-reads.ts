import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { sats } from '@asg/domain';
import { present } from '@asg/values/present';
import { hexOf, trustedHex } from '../../bsv/index.ts';
import type { UnspentCoin } from '../../port.ts';
import type { StoredBlock, StoredOutput, StoredRefusal, StoredTransaction } from './records.ts';

/** Where a coin stands among those of its script: the largest first, then the oldest. */
export interface CoinPlace {
  readonly satoshis: number;
  /** Of its transaction. */
  readonly seq: number;
  readonly vout: number;
}

type Row = Record<string, SQLOutputValue>;

/** Everything that can be asked of the stored chain. Each question is answered from an index. */
export type LedgerReads = ReturnType<typeof openReads>;

export function openReads(database: DatabaseSync) {
  const statements = prepareReads(database);
  return {
    transaction(txid: string): StoredTransaction | undefined {
      const row = statements.byTxid.get(trustedHex(txid));
      return row && transactionOf(row);
    },
    output(txSeq: number, vout: number): StoredOutput | undefined {
      const row = statements.output.get(txSeq, vout);
      return row && outputOf(row);
    },
    /** The spendable outputs of a transaction from `voutMin` on. */
    outputs(txSeq: number, voutMin: number, limit: number): StoredOutput[] {
      return statements.outputs.all(txSeq, voutMin, limit).map(outputOf);
    },
    /** Unspent outputs under a script, the largest first; coinbases only up to `coinbaseHeightMax`. */
    unspent(lockingScript: string, coinbaseHeightMax: number, limit: number): UnspentCoin[] {
      return statements.unspent.all(trustedHex(lockingScript), coinbaseHeightMax, limit).map(coinOf);
    },
    /** All unspent outputs under a script, the largest first, behind `after`. */
    coins(lockingScript: string, after: CoinPlace | null, limit: number): (UnspentCoin & CoinPlace)[] {
      const script = trustedHex(lockingScript);
      const same =
        after === null ? [] : statements.sameCoins.all(script, after.satoshis, after.seq, after.vout, limit);
      const below = after?.satoshis ?? Number.MAX_SAFE_INTEGER;
      const smaller = same.length < limit ? statements.coins.all(script, below, limit - same.length) : [];
      return [...same, ...smaller].map((row) => ({ ...coinOf(row), seq: integer(row, 'tx') }));
    },
    tip(): StoredBlock | undefined {
      const row = statements.tip.get();
      return row && blockOf(row);
    },
    blockAt(height: number): StoredBlock | undefined {
      const row = statements.blockAt.get(height);
      return row && blockOf(row);
    },
    blockByHash(hash: string): StoredBlock | undefined {
      const row = statements.blockByHash.get(trustedHex(hash));
      return row && blockOf(row);
    },
    /** Blocks from `heightMax` downwards. */
    blocksBelow(heightMax: number, limit: number): StoredBlock[] {
      return statements.blocksBelow.all(heightMax, limit).map(blockOf);
    },
    /** The ids of a block's transactions, in block order, from `positionMin` on. */
    blockTxids(height: number, positionMin: number, limit: number): string[] {
      return statements.blockTxids.all(height, positionMin, limit).map((row) => hex(row, 'txid'));
    },
    /** What the next block may hold, parents before children. */
    mineable(limit: number): { seq: number; txid: string; size: number; feeSats: number }[] {
      return statements.mineable.all(limit).map((row) => ({
        ...integers(row, 'seq', 'size'),
        txid: hex(row, 'txid'),
        feeSats: integer(row, 'fee'),
      }));
    },
    /** How many transactions wait to be mined, counted up to `countMax`. */
    pendingCount(countMax: number): number {
      return integer(present(statements.pendingCount.get(countMax), 'the count'), 'n');
    },
    /** The latest transactions that wait to be mined. */
    pending(limit: number): StoredTransaction[] {
      return statements.pending.all(limit).map(transactionOf);
    },
    /** Where this begins an id: the ids of transactions, in their order. `prefix`: 1 to 64 digits, lower case. */
    txidsFrom(prefix: string, limit: number): string[] {
      return statements.txidsFrom.all(...bounds(prefix), limit).map((row) => hex(row, 'txid'));
    },
    /** The same of blocks by their hashes. */
    blocksFrom(prefix: string, limit: number): StoredBlock[] {
      return statements.blocksFrom.all(...bounds(prefix), limit).map(blockOf);
    },
    /** The transactions that say they settle this, the latest first. */
    committedBy(settlementId: string, limit: number): string[] {
      return statements.bySettlement.all(settlementId, limit).map((row) => hex(row, 'txid'));
    },
    /** The transactions that say they commit to this root, the latest first. */
    committedTo(root: string, limit: number): string[] {
      return statements.byRoot.all(trustedHex(root), limit).map((row) => hex(row, 'txid'));
    },
    /** The latest transactions that commit to labels. */
    latestCommitments(limit: number): { txid: string; settlementId: string; isMined: boolean }[] {
      return statements.latestCommitments.all(limit).map((row) => ({
        txid: hex(row, 'txid'),
        settlementId: String(row.settlement),
        isMined: row.block_height !== null,
      }));
    },
    competitors(txid: string, limit: number): string[] {
      return statements.competitors.all(trustedHex(txid), limit).map((row) => hex(row, 'competitor'));
    },
    refusal(txid: string): StoredRefusal | undefined {
      const row = statements.refusal.get(trustedHex(txid));
      return row && { code: integer(row, 'code'), message: String(row.message) };
    },
  };
}

const coins = `
  SELECT t.txid, o.tx, o.vout, o.satoshis, o.script, (t.block_height IS NOT NULL OR t.raw IS NULL) AS confirmed
  FROM outputs o JOIN txs t ON t.seq = o.tx WHERE o.script = ? AND o.spent_by IS NULL`;

function prepareReads(database: DatabaseSync) {
  return {
    byTxid: database.prepare('SELECT * FROM txs WHERE txid = ?'),
    output: database.prepare(
      `SELECT o.*, s.txid AS spender FROM outputs o LEFT JOIN txs s ON s.seq = o.spent_by
       WHERE o.tx = ? AND o.vout = ?`,
    ),
    outputs: database.prepare(
      `SELECT o.*, s.txid AS spender FROM outputs o LEFT JOIN txs s ON s.seq = o.spent_by
       WHERE o.tx = ? AND o.vout >= ? ORDER BY o.vout LIMIT ?`,
    ),
    unspent: database.prepare(
      `SELECT t.txid, o.vout, o.satoshis, o.script, (t.block_height IS NOT NULL OR t.raw IS NULL) AS confirmed FROM outputs o JOIN txs t ON t.seq = o.tx
       WHERE o.script = ? AND o.spent_by IS NULL AND (t.coinbase = 0 OR t.block_height <= ?)
       ORDER BY o.satoshis DESC, o.tx, o.vout LIMIT ?`,
    ),
    sameCoins: database.prepare(
      `${coins} AND o.satoshis = ? AND (o.tx, o.vout) > (?, ?) ORDER BY o.tx, o.vout LIMIT ?`,
    ),
    coins: database.prepare(`${coins} AND o.satoshis < ? ORDER BY o.satoshis DESC, o.tx, o.vout LIMIT ?`),
    tip: database.prepare('SELECT * FROM blocks ORDER BY height DESC LIMIT 1'),
    blockAt: database.prepare('SELECT * FROM blocks WHERE height = ?'),
    blockByHash: database.prepare('SELECT * FROM blocks WHERE hash = ?'),
    blocksBelow: database.prepare('SELECT * FROM blocks WHERE height <= ? ORDER BY height DESC LIMIT ?'),
    blockTxids: database.prepare(
      `SELECT txid FROM txs WHERE block_height = ? AND block_position >= ? ORDER BY block_position LIMIT ?`,
    ),
    mineable: database.prepare(
      `SELECT seq, txid, size, fee FROM txs INDEXED BY txs_mineable
       WHERE block_height IS NULL AND raw IS NOT NULL AND mineable = 1 ORDER BY seq LIMIT ?`,
    ),
    pendingCount: database.prepare(
      `SELECT count(*) AS n FROM (SELECT 1 FROM txs INDEXED BY txs_waiting WHERE block_height IS NULL AND raw IS NOT NULL LIMIT ?)`,
    ),
    pending: database.prepare(
      `SELECT * FROM txs INDEXED BY txs_waiting WHERE block_height IS NULL AND raw IS NOT NULL
       ORDER BY seq DESC LIMIT ?`,
    ),
    txidsFrom: database.prepare(
      'SELECT txid FROM txs WHERE txid BETWEEN ? AND ? AND raw IS NOT NULL ORDER BY txid LIMIT ?',
    ),
    blocksFrom: database.prepare('SELECT * FROM blocks WHERE hash BETWEEN ? AND ? ORDER BY hash LIMIT ?'),
    bySettlement: database.prepare(
      'SELECT t.txid FROM commitments c JOIN txs t ON t.seq = c.tx WHERE c.settlement = ? ORDER BY c.tx DESC LIMIT ?',
    ),
    byRoot: database.prepare(
      'SELECT t.txid FROM commitments c JOIN txs t ON t.seq = c.tx WHERE c.root = ? ORDER BY c.tx DESC LIMIT ?',
    ),
    latestCommitments: database.prepare(
      `SELECT t.txid, t.block_height, c.settlement FROM commitments c JOIN txs t ON t.seq = c.tx
       ORDER BY c.tx DESC LIMIT ?`,
    ),
    competitors: database.prepare('SELECT competitor FROM conflicts WHERE txid = ? LIMIT ?'),
    refusal: database.prepare('SELECT code, message FROM refusals WHERE txid = ?'),
  };
}

function transactionOf(row: Row): StoredTransaction {
  return {
    ...integers(row, 'seq', 'size', 'depth'),
    txid: hex(row, 'txid'),
    raw: row.raw === null ? undefined : hex(row, 'raw'),
    feeSats: sats(integer(row, 'fee')),
    mineable: row.mineable === 1,
    coinbase: row.coinbase === 1,
    receivedAtMs: integer(row, 'received_at'),
    block:
      row.block_height === null
        ? undefined
        : { height: integer(row, 'block_height'), position: integer(row, 'block_position') },
  };
}

function outputOf(row: Row): StoredOutput {
  return {
    vout: integer(row, 'vout'),
    satoshis: sats(integer(row, 'satoshis')),
    lockingScript: hex(row, 'script'),
    spentBy: row.spender === null ? undefined : hex(row, 'spender'),
  };
}

function coinOf(row: Row): UnspentCoin {
  return {
    txid: hex(row, 'txid'),
    vout: integer(row, 'vout'),
    satoshis: sats(integer(row, 'satoshis')),
    lockingScript: hex(row, 'script'),
    confirmed: row.confirmed === 1,
  };
}

function blockOf(row: Row): StoredBlock {
  return {
    ...integers(row, 'height', 'size'),
    hash: hex(row, 'hash'),
    header: hex(row, 'header'),
    txCount: integer(row, 'tx_count'),
  };
}

/** The lowest and the highest hash that begin so. */
function bounds(prefix: string): [Uint8Array, Uint8Array] {
  return [trustedHex(prefix.padEnd(64, '0')), trustedHex(prefix.padEnd(64, 'f'))];
}

function integer(row: Row, column: string): number {
  return row[column] as number;
}

function integers<Column extends string>(row: Row, ...columns: Column[]): Record<Column, number> {
  return Object.fromEntries(columns.map((column) => [column, row[column]])) as Record<Column, number>;
}

function hex(row: Row, column: string): string {
  return hexOf(row[column] as Uint8Array);
}
