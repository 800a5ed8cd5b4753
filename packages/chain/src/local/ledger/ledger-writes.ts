import type { DatabaseSync } from 'node:sqlite';
import type { Coin, TxOutput } from '@asg/domain';
import { isDataScript, type TransactionInput, trustedHex } from '../../bsv/index.ts';
import { commitmentIn, openCommitments } from './commitments.ts';
import type { StoredBlock } from './records.ts';

/** How many refused transactions are remembered, for answering `status`. */
const refusalsMax = 10_000;

/** Everything that changes the stored chain. Call within one write transaction. */
export type LedgerWrites = ReturnType<typeof openWrites>;

export interface NewTransaction {
  readonly txid: string;
  readonly raw: string;
  readonly size: number;
  readonly feeSats: number;
  readonly depth: number;
  readonly mineable: boolean;
  readonly coinbase: boolean;
  readonly receivedAtMs: number;
  readonly outputs: readonly TxOutput[];
}

/** An input with the `seq` of the transaction it spends from. */
export type SpentInput = Pick<TransactionInput, 'vout'> & { readonly parentSeq: number };

export function openWrites(database: DatabaseSync) {
  const statements = prepareWrites(database);
  const commitments = openCommitments(database);
  return {
    /** Stores a transaction with its spendable outputs and answers its `seq`. */
    addTransaction(added: NewTransaction): number {
      const { lastInsertRowid } = statements.addTx.run(
        trustedHex(added.txid),
        trustedHex(added.raw),
        added.size,
        added.feeSats,
        added.depth,
        Number(added.mineable),
        Number(added.coinbase),
        added.receivedAtMs,
      );
      const seq = Number(lastInsertRowid);
      for (const [vout, output] of added.outputs.entries()) {
        if (isDataScript(output.lockingScript)) continue;
        statements.addOutput.run(seq, vout, output.satoshis, trustedHex(output.lockingScript));
      }
      const commitment = commitmentIn(added.outputs);
      if (commitment !== null) commitments.add(seq, commitment);
      return seq;
    },
    spend(inputs: readonly SpentInput[], spenderSeq: number): void {
      for (const input of inputs) statements.spend.run(spenderSeq, input.parentSeq, input.vout);
    },
    /** Stores an output whose transaction is not here. Storing it again changes nothing. */
    importCoin(coin: Coin, receivedAtMs: number): void {
      statements.addImportedParent.run(trustedHex(coin.txid), receivedAtMs);
      const seq = statements.seqOf.get(trustedHex(coin.txid))!.seq as number;
      statements.importOutput.run(seq, coin.vout, coin.satoshis, trustedHex(coin.lockingScript));
    },
    addBlock(block: StoredBlock, txSeqs: readonly number[]): void {
      const { height, hash, header, txCount, size } = block;
      statements.addBlock.run(height, trustedHex(hash), trustedHex(header), txCount, size);
      for (const [position, seq] of txSeqs.entries()) statements.placeInBlock.run(height, position, seq);
    },
    /** Takes a block off the chain: its coinbase disappears, its other transactions wait again. */
    removeBlock(height: number): void {
      statements.removeCoinbaseOutputs.run(height);
      statements.removeCoinbase.run(height);
      statements.unplaceFromBlock.run(height);
      statements.removeBlock.run(height);
    },
    /** Forgets an unmined transaction; what it spent is unspent again. Its outputs must be unspent. */
    removeTransaction(seq: number, inputs: readonly SpentInput[]): void {
      for (const input of inputs) statements.unspend.run(input.parentSeq, input.vout);
      statements.removeOutputs.run(seq);
      commitments.remove(seq);
      statements.removeTx.run(seq);
    },
    addConflict(txid: string, competitor: string): void {
      statements.addConflict.run(trustedHex(txid), trustedHex(competitor));
    },
    addRefusal(txid: string, code: number, message: string): void {
      const { lastInsertRowid } = statements.addRefusal.run(trustedHex(txid), code, message);
      statements.trimRefusals.run(Number(lastInsertRowid) - refusalsMax);
    },
    removeRefusal(txid: string): void {
      statements.removeRefusal.run(trustedHex(txid));
    },
    /** The next value of a persistent counter, from 1. */
    next(counter: string): number {
      return statements.next.get(counter)!.value as number;
    },
  };
}

function prepareWrites(database: DatabaseSync) {
  return {
    addTx: database.prepare(
      `INSERT INTO txs (txid, raw, size, fee, depth, mineable, coinbase, received_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    addOutput: database.prepare('INSERT INTO outputs (tx, vout, satoshis, script) VALUES (?, ?, ?, ?)'),
    spend: database.prepare('UPDATE outputs SET spent_by = ? WHERE tx = ? AND vout = ?'),
    unspend: database.prepare('UPDATE outputs SET spent_by = NULL WHERE tx = ? AND vout = ?'),
    addImportedParent: database.prepare(
      `INSERT OR IGNORE INTO txs (txid, raw, size, fee, depth, mineable, coinbase, received_at)
       VALUES (?, NULL, 0, 0, 0, 1, 0, ?)`,
    ),
    importOutput: database.prepare(
      'INSERT OR IGNORE INTO outputs (tx, vout, satoshis, script) VALUES (?, ?, ?, ?)',
    ),
    seqOf: database.prepare('SELECT seq FROM txs WHERE txid = ?'),
    addBlock: database.prepare(
      'INSERT INTO blocks (height, hash, header, tx_count, size) VALUES (?, ?, ?, ?, ?)',
    ),
    placeInBlock: database.prepare('UPDATE txs SET block_height = ?, block_position = ? WHERE seq = ?'),
    removeCoinbaseOutputs: database.prepare(
      'DELETE FROM outputs WHERE tx = (SELECT seq FROM txs WHERE block_height = ? AND block_position = 0)',
    ),
    removeCoinbase: database.prepare('DELETE FROM txs WHERE block_height = ? AND block_position = 0'),
    unplaceFromBlock: database.prepare(
      'UPDATE txs SET block_height = NULL, block_position = NULL WHERE block_height = ?',
    ),
    removeBlock: database.prepare('DELETE FROM blocks WHERE height = ?'),
    removeOutputs: database.prepare('DELETE FROM outputs WHERE tx = ?'),
    removeTx: database.prepare('DELETE FROM txs WHERE seq = ?'),
    addConflict: database.prepare('INSERT OR IGNORE INTO conflicts (txid, competitor) VALUES (?, ?)'),
    addRefusal: database.prepare('INSERT OR REPLACE INTO refusals (txid, code, message) VALUES (?, ?, ?)'),
    trimRefusals: database.prepare('DELETE FROM refusals WHERE seq <= ?'),
    removeRefusal: database.prepare('DELETE FROM refusals WHERE txid = ?'),
    next: database.prepare(
      `INSERT INTO counters (name, value) VALUES (?, 1)
       ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,
    ),
  };
}
