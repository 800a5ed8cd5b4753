import { headerHash, parseHeader, serialiseHeader, sha256 } from '@asg/chain';
import { canonicalLeaf, leafHash, type Receipt } from '@asg/domain';
import type { VerificationStep } from '@asg/receipts';
import { type PaidBatch, paidBatch } from './paid-batch.ts';
import { fails, type Vector } from './vector.ts';

type Change = Partial<Record<keyof Receipt, unknown>>;
type Tampered = readonly [name: string, failed: VerificationStep, receipt: unknown];

/** The other lower-case hex digit at a place counted from the start, or from the end where it is negative. */
function flipped(hex: string, place: number): string {
  const at = place < 0 ? hex.length + place : place;
  const digit = (Number.parseInt(hex[at]!, 16) ^ 1).toString(16);
  return hex.slice(0, at) + digit + hex.slice(at + 1);
}

/** Receipts that someone changed or put together, each with the step that must notice. */
export async function tamperedVectors(batch: PaidBatch): Promise<readonly Vector[]> {
  const receipt = batch.receipt(2);
  const other = (await paidBatch(7, { options: ['bird', 'fish'], settlement: 8 })).receipt(2);
  const own = (await paidBatch(2, { settlement: 13, own: 3 })).receipt(0);
  const all = [
    ...records(receipt),
    ...crowds(own, receipt),
    ...paths(receipt, other),
    ...transactions(receipt, other),
    ...blocks(receipt, other, batch.otherHeader),
    ...beefs(receipt, batch.receipt(2, 'seen')),
    ...forms(receipt, batch.receipt(2, 'seen')),
  ];
  return all.map(([name, failed, tampered]) => fails(name, failed, tampered));
}

function records(receipt: Receipt): readonly Tampered[] {
  const { leaf } = receipt;
  const leafWith = (change: Partial<Receipt['leaf']>) => ({ ...receipt, leaf: { ...leaf, ...change } });
  const forged = { ...leaf, consensus_label: 'bird' };
  return [
    ['leaf-task', 'leaf', leafWith({ task_id: `${leaf.task_id.slice(0, -1)}9` })],
    ['leaf-label', 'leaf', leafWith({ consensus_label: 'bird' })],
    ['leaf-worker-count', 'leaf', leafWith({ worker_count: 4 })],
    ['leaf-agreement-count', 'leaf', leafWith({ agreement_count: 3 })],
    ['leaf-decided-at', 'leaf', leafWith({ decided_at: '2026-04-09T12:00:01.002Z' })],
    ['leaf-salt', 'leaf', leafWith({ salt: flipped(leaf.salt, 0) })],
    ['leaf-data-url-hash', 'leaf', leafWith({ data_url_hash: flipped(leaf.data_url_hash, 0) })],
    ['leaf-label-spec-hash', 'leaf', leafWith({ label_spec_hash: flipped(leaf.label_spec_hash, 0) })],
    ['leaf-hash', 'leaf', { ...receipt, leaf_hash: flipped(receipt.leaf_hash, 0) }],
    ['leaf-forged-with-its-hash', 'path', { ...receipt, leaf: forged, leaf_hash: hashOf(forged) }],
  ];
}

/** Whose labels they are, and that they are unpaid, left out or made up. */
function crowds(own: Receipt, receipt: Receipt): readonly Tampered[] {
  const { crowd: _crowd, unpaid_count: _unpaid, ...others } = own.leaf;
  const leafWith = (change: object) => ({ ...own, leaf: { ...own.leaf, ...change } });
  return [
    ['leaf-crowd-left-out', 'leaf', { ...own, leaf: others }],
    ['leaf-crowd-mixed', 'leaf', leafWith({ crowd: 'mixed' })],
    ['leaf-unpaid-count', 'leaf', leafWith({ unpaid_count: 1 })],
    ['leaf-crowd-made-up', 'leaf', { ...receipt, leaf: { ...receipt.leaf, crowd: 'own' } }],
    ['format-crowd-unknown', 'format', leafWith({ crowd: 'public' })],
    ['format-unpaid-none', 'format', leafWith({ unpaid_count: 0 })],
    ['format-unpaid-over-agreement', 'format', leafWith({ unpaid_count: 4 })],
    ['format-unpaid-without-crowd', 'format', { ...own, leaf: { ...others, unpaid_count: 2 } }],
  ];
}

const hashOf = (leaf: Receipt['leaf']): string =>
  Buffer.from(leafHash(canonicalLeaf(leaf), sha256)).toString('hex');

function paths(receipt: Receipt, other: Receipt): readonly Tampered[] {
  const { path, root } = receipt;
  const withPath = (steps: Receipt['path'], more: Change = {}) => ({ ...receipt, ...more, path: steps });
  const [first, ...rest] = path as [Receipt['path'][number], ...Receipt['path']];
  const turned = { ...first, side: first.side === 'left' ? 'right' : 'left' } as const;
  const forged = { ...receipt.leaf, consensus_label: 'bird' };
  const alone = {
    leaf: forged,
    leaf_hash: hashOf(forged),
    root: hashOf(forged),
    leaf_index: 0,
    tree_size: 1,
  };
  return [
    ['path-order', 'path', withPath([...path].reverse())],
    ['path-step-removed', 'path', withPath(rest)],
    ['path-step-added', 'path', withPath([...path, path.at(-1)!])],
    ['path-hash', 'path', withPath([{ ...first, hash: flipped(first.hash, 63) }, ...rest])],
    ['path-side', 'path', withPath([turned, ...rest])],
    ['path-leaf-index', 'path', { ...receipt, leaf_index: receipt.leaf_index + 1 }],
    ['path-tree-size', 'path', { ...receipt, tree_size: 1_000 }],
    ['path-root', 'path', { ...receipt, root: flipped(root, 0) }],
    ['path-of-another-batch', 'path', withPath(other.path)],
    ['path-forged-with-its-root', 'commitment', withPath([], alone)],
  ];
}

function transactions(receipt: Receipt, other: Receipt): readonly Tampered[] {
  const { tx, root, settlement_id, bump } = receipt;
  const committed = tx.indexOf(`20${root}`);
  // Output 0 begins with its satoshis, 8 bytes and the length of the script before it.
  const satoshis = tx.indexOf('006a03415347') - 18;
  const raw = tx.slice(tx.indexOf(bump!) + bump!.length + 6);
  const otherRaw = other.tx.slice(other.tx.indexOf(other.bump!) + other.bump!.length + 6);
  const withTx = (changed: string, more: Change = {}) => ({ ...receipt, ...more, tx: changed });
  const swapped = tx.replace(raw, otherRaw);
  return [
    ['commitment-root', 'commitment', withTx(flipped(tx, committed + 2))],
    ['commitment-satoshis', 'commitment', withTx(flipped(tx, satoshis + 1))],
    ['commitment-settlement', 'commitment', { ...receipt, settlement_id: `${settlement_id.slice(0, -1)}9` }],
    ['commitment-another-transaction', 'commitment', withTx(swapped)],
    ['commitment-another-transaction-and-its-id', 'commitment', withTx(swapped, { txid: other.txid })],
    ['transaction-byte', 'transaction', withTx(flipped(tx, -1))],
    ['transaction-id', 'transaction', { ...receipt, txid: flipped(receipt.txid, 0) }],
    ['transaction-cut-off', 'transaction', withTx(tx.slice(0, -2))],
    ['transaction-bytes-after-it', 'transaction', withTx(`${tx}00`)],
    ['transaction-not-beef', 'transaction', withTx(raw)],
    ['transaction-beef-version', 'transaction', withTx(`01${tx.slice(2)}`)],
  ];
}

function blocks(receipt: Receipt, other: Receipt, otherHeader: string): readonly Tampered[] {
  const { tx, bump, block_header, block_hash, block_height } = receipt as Required<Receipt>;
  const forgedBump = flipped(bump, -1);
  const { bump: otherBump } = other as Required<Receipt>;
  const cutBump = bump.slice(0, -4);
  const eased = remined(block_header, 0x20ff_ffff);
  const harder = remined(block_header, 0x1f00_ffff);
  const withBump = (changed: string) => ({ ...receipt, bump: changed, tx: tx.replace(bump, changed) });
  const withHeader = (hex: string) => {
    const header = parseHeader(hex);
    return { ...receipt, block_header: hex, block_hash: header.ok ? headerHash(header.header) : '' };
  };
  return [
    ['proof-bump', 'proof', withBump(forgedBump)],
    ['proof-bump-of-another-block', 'proof', withBump(otherBump)],
    ['proof-bump-not-that-of-the-beef', 'proof', { ...receipt, bump: forgedBump }],
    ['proof-bump-cut-off', 'transaction', withBump(cutBump)],
    ['proof-another-header', 'proof', withHeader(otherHeader)],
    ['header-time', 'header', { ...receipt, block_header: flipped(block_header, 137) }],
    ['header-hash', 'header', { ...receipt, block_hash: flipped(block_hash, 63) }],
    ['header-height', 'header', { ...receipt, block_height: block_height + 1 }],
    ['proof-of-work-missing', 'proof_of_work', withHeader(harder)],
    ['proof-of-work-no-target', 'proof_of_work', withHeader(eased)],
    ['network-main', 'proof_of_work', { ...receipt, network: 'main' }],
    ['network-test', 'proof_of_work', { ...receipt, network: 'test' }],
  ];
}

function beefs(receipt: Receipt, seen: Receipt): readonly Tampered[] {
  const { tx, bump } = receipt as Required<Receipt>;
  return [
    ['proof-beef-with-another-bump', 'proof', { ...receipt, tx: tx.replace(bump, flipped(bump, -1)) }],
    ['proof-beef-without-bump', 'proof', { ...receipt, tx: seen.tx }],
    ['proof-beef-with-bump-though-seen', 'proof', { ...seen, tx }],
  ];
}

/** The header with another target and no work done for it. */
function remined(hex: string, bits: number): string {
  const parsed = parseHeader(hex);
  return parsed.ok ? serialiseHeader({ ...parsed.header, bits }) : hex;
}

function forms(receipt: Receipt, seen: Receipt): readonly Tampered[] {
  const { salt: _salt, ...unsalted } = receipt.leaf;
  const { block_header: _header, ...headless } = receipt;
  const step = receipt.path[0]!;
  const form = (name: string, changed: unknown): Tampered => [`format-${name}`, 'format', changed];
  return [
    form('version', { ...receipt, version: 2 }),
    form('version-text', { ...receipt, version: '1' }),
    form('no-object', [receipt]),
    form('null', null),
    form('field-missing', { ...receipt, leaf: unsalted }),
    form('field-unknown', { ...receipt, paid_to: 'someone' }),
    form('leaf-field-unknown', { ...receipt, leaf: { ...receipt.leaf, confidence: 1 } }),
    form('upper-case-hex', { ...receipt, txid: receipt.txid.toUpperCase() }),
    form('odd-hex', { ...receipt, tx: receipt.tx.slice(1) }),
    form('not-hex', { ...receipt, root: 'zz'.repeat(32) }),
    form('short-hash', { ...receipt, root: receipt.root.slice(2) }),
    form('count-text', { ...receipt, leaf: { ...receipt.leaf, worker_count: '3' } }),
    form('count-fraction', { ...receipt, leaf: { ...receipt.leaf, worker_count: 3.5 } }),
    form('agreement-over-workers', { ...receipt, leaf: { ...receipt.leaf, agreement_count: 4 } }),
    form('index-outside', { ...receipt, leaf_index: receipt.tree_size }),
    form('path-too-long', { ...receipt, path: Array.from({ length: 65 }, () => step) }),
    form('path-null', { ...receipt, path: [null] }),
    form('network-unknown', { ...receipt, network: 'signet' }),
    form('mined-without-header', headless),
    form('seen-with-block', { ...receipt, status: 'seen' }),
    form('mined-without-block', { ...seen, status: 'mined' }),
  ];
}
