import assert from 'node:assert/strict';
import { encodeBeef, sha256 } from '@asg/chain';
import {
  batchLeaves,
  canonicalLeaf,
  leafHash,
  leafRecord,
  type MerkleRows,
  merklePath,
  merkleRows,
  type Receipt,
  type ReceiptStatus,
  receiptVersionOf,
  rootFromPath,
  type SettlementRecord,
  type Task,
} from '@asg/domain';
import { at, last } from '@asg/values/present';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The tree that a settlement commits to. */
export interface BatchTree {
  /** Each task's place among the leaves. */
  readonly places: ReadonlyMap<string, number>;
  readonly rows: MerkleRows;
}

/** The tree over a batch's decided tasks, in their order. Throws where it is not what the transaction commits to. */
export function batchTree(settlement: SettlementRecord, tasks: readonly Task[]): BatchTree {
  const decided = tasks.filter((task) => task.decision !== null);
  const { settlementId, root, trail = [] } = settlement;
  const leaves = batchLeaves(decided, trail, sha256);
  const rows = merkleRows(leaves, sha256);
  assert.equal(hex(at(last(rows), 0)), root, `the tasks of ${settlementId} are not what it paid for`);
  const places = new Map(decided.map((task, place) => [task.taskId, place]));
  return { places, rows };
}

/** The receipt of a decided task of the batch. The same record gives the same receipt. */
export function receiptOf(
  task: Task,
  tree: BatchTree,
  settlement: SettlementRecord,
  network: Receipt['network'],
): Receipt {
  const place = tree.places.get(task.taskId);
  assert.ok(place !== undefined, `${task.taskId} has no leaf in ${settlement.settlementId}`);
  const leaf = leafRecord(task, sha256);
  const path = merklePath(tree.rows, place);
  const own = leafHash(canonicalLeaf(leaf), sha256);
  assert.equal(
    hex(rootFromPath(own, path, sha256)),
    settlement.root,
    `${task.taskId} is not what was paid for`,
  );
  const { proof } = settlement;
  return {
    version: receiptVersionOf(leaf),
    status: statusOf(settlement),
    network,
    settlement_id: settlement.settlementId,
    txid: settlement.txid,
    leaf,
    leaf_hash: hex(own),
    leaf_index: place,
    tree_size: at(tree.rows, 0).length,
    path: path.map((step) => ({ side: step.side, hash: hex(step.hash) })),
    root: settlement.root,
    tx: encodeBeef(settlement.raw, proof?.bump ?? null),
    ...(proof && {
      bump: proof.bump,
      block_hash: proof.blockHash,
      block_height: proof.blockHeight,
      block_header: proof.header,
    }),
  };
}

/** One whose block a reorganisation took away counts as seen: it has no proof any more. */
function statusOf({ state, proof }: SettlementRecord): ReceiptStatus {
  if (proof === null) return 'seen';
  return state === 'final' ? 'final' : 'mined';
}
