import type { DatabaseSync } from 'node:sqlite';
import { commitmentTag, commitmentVersion, type TxOutput } from '@asg/domain';
import { dataPushes, hexOf, isDataScript, parseRawTransaction, trustedHex } from '../../bsv/index.ts';

/** What a transaction says that it commits to: labels, by the root over them, and the settlement that it is. */
export interface Commitment {
  readonly settlementId: string;
  /** Hex. */
  readonly root: string;
}

const rootBytes = 32;
const settlementIdBytesMax = 64;
/** The first two pushes: `ASG`, 1. */
const head = Buffer.from([commitmentTag.length, ...Buffer.from(commitmentTag), 1, commitmentVersion]);

/** The commitment in an output's script; null: it holds none. */
function commitmentOf({ lockingScript }: Pick<TxOutput, 'lockingScript'>): Commitment | null {
  const [tag, version, id, root, ...more] = dataPushes(lockingScript) ?? [];
  if (tag === undefined || version === undefined || id === undefined || root === undefined) return null;
  const isOne =
    Buffer.from(tag).toString('latin1') === commitmentTag &&
    version.length === 1 &&
    version[0] === commitmentVersion &&
    id.length <= settlementIdBytesMax &&
    root.length === rootBytes &&
    more.length === 0;
  return isOne ? { settlementId: Buffer.from(id).toString('utf8'), root: hexOf(root) } : null;
}

/** A commitment is in the first output. */
export function commitmentIn([first]: readonly TxOutput[]): Commitment | null {
  return first !== undefined && isDataScript(first.lockingScript) ? commitmentOf(first) : null;
}

export function openCommitments(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT OR REPLACE INTO commitments (tx, settlement, root) VALUES (?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM commitments WHERE tx = ?');
  return {
    add(tx: number, { settlementId, root }: Commitment): void {
      insert.run(tx, settlementId, trustedHex(root));
    },
    remove(tx: number): void {
      remove.run(tx);
    },
  };
}

/** Adds what is missing behind the last one, as on a chain of a program that kept none. Of each transaction once. */
export function fillCommitments(database: DatabaseSync): void {
  const commitments = openCommitments(database);
  const rows = database
    .prepare(
      `SELECT seq, raw FROM txs WHERE seq > (SELECT coalesce(max(tx), 0) FROM commitments)
       AND raw IS NOT NULL AND instr(raw, ?) > 0`,
    )
    .iterate(head);
  for (const { seq, raw } of rows) {
    const parsed = raw instanceof Uint8Array ? parseRawTransaction(hexOf(raw)) : null;
    const commitment = parsed?.ok === true ? commitmentIn(parsed.transaction.outputs) : null;
    if (commitment !== null) commitments.add(Number(seq), commitment);
  }
}
