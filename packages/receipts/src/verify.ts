import {
  canonicalLeaf,
  commitmentPushes,
  dataUrlHash,
  type LabelSpec,
  labelSpecHash,
  leafHash,
  pathSides,
  type Receipt,
  rootFromPath,
} from '@asg/domain';
import { namesIn } from '@asg/domain/names';
import { at } from '@asg/values/present';
import { type Beef, parseBeef } from './beef.ts';
import { parseBump, rootOf } from './bump.ts';
import { bytesOf, hexOf, parsed, type Refused } from './bytes.ts';
import { sha256 } from './digest.ts';
import { asReceipt } from './format.ts';
import { type Header, parseHeader, workProblem } from './header.ts';
import type { VerificationStep } from './steps.ts';

/** What the caller knows of the task, to be compared with the record. What is left out is not compared. */
export interface Expected {
  readonly taskId?: string | undefined;
  /** As it was submitted, to the letter. */
  readonly dataUrl?: string | undefined;
  readonly labelSpec?: LabelSpec | undefined;
  readonly consensusLabel?: string | undefined;
}

export interface VerifyOptions {
  readonly expected?: Expected;
  /** Blocks known to be on the chain: headers (160 hex digits) or hashes (64, as people read them). The receipt's must be one. */
  readonly trustedBlocks?: Iterable<string> | undefined;
}

export interface StepReport {
  readonly step: VerificationStep;
  /** null: not needed, or not reached because another step failed. */
  readonly ok: boolean | null;
  readonly detail: string;
}

export interface VerificationReport {
  /** No step failed. Read `warnings` too: what a receipt that is not mined cannot prove. */
  readonly ok: boolean;
  /** Every step, in order. */
  readonly steps: readonly StepReport[];
  /** The first step that failed. */
  readonly failed: VerificationStep | null;
  /** The transaction is shown to be in a block with proof of work. */
  readonly mined: boolean;
  /** What holds although every step passed, for people. */
  readonly warnings: readonly string[];
  /** The receipt, where its form is right; its content is proven only where `ok`. */
  readonly receipt: Receipt | null;
}

interface Outcome {
  readonly ok: boolean | null;
  readonly detail: string;
}
const pass = (detail: string): Outcome => ({ ok: true, detail });
const fail = (detail: string): Outcome => ({ ok: false, detail });
const skip = (detail: string): Outcome => ({ ok: null, detail });

interface Evidence {
  readonly receipt: Receipt;
  readonly options: VerifyOptions;
  readonly beef: { readonly ok: true; readonly value: Beef } | Refused;
  readonly header: Header | null;
}

const checks: Readonly<Record<Exclude<VerificationStep, 'format'>, (evidence: Evidence) => Outcome>> = {
  leaf: checkLeaf,
  content: checkContent,
  path: checkPath,
  commitment: checkCommitment,
  transaction: checkTransaction,
  proof: checkProof,
  header: checkHeader,
  proof_of_work: checkWork,
};

/**
 * Verifies a receipt with nothing but its own content: no server, no network. `file` is its text or bytes, or what `JSON.parse`
 * gave: of a file that others read too give the text, since of a name that is there twice `JSON.parse` keeps only the last.
 * Nothing in it makes this throw, and the work is bounded by its size. The steps after one that failed are not reached.
 */
export function verifyReceipt(file: unknown, options: VerifyOptions = {}): VerificationReport {
  const form = asReceipt(file);
  const receipt = form.ok ? form.receipt : null;
  const steps: StepReport[] = [
    { step: 'format', ok: form.ok, detail: form.ok ? `version ${form.receipt.version}` : form.detail },
  ];
  const evidence = receipt === null ? null : evidenceOf(receipt, options);
  for (const step of namesIn(checks)) {
    const reached = evidence !== null && steps.every(({ ok }) => ok !== false);
    steps.push({ step, ...(reached ? checks[step](evidence) : skip('not reached')) });
  }
  const failed = steps.find(({ ok }) => ok === false)?.step ?? null;
  const mined = failed === null && receipt?.status !== 'seen';
  const warnings = failed === null && receipt !== null ? warningsOf(receipt, options) : [];
  return { ok: failed === null, steps, failed, mined, warnings, receipt };
}

function evidenceOf(receipt: Receipt, options: VerifyOptions): Evidence {
  const { tx, block_header } = receipt;
  const header = block_header === undefined ? null : parseHeader(block_header);
  return { receipt, options, beef: parsed(() => parseBeef(tx)), header };
}

function checkLeaf({ receipt: { leaf, leaf_hash } }: Evidence): Outcome {
  const computed = hexOf(leafHash(canonicalLeaf(leaf), sha256));
  return computed === leaf_hash
    ? pass(leaf_hash)
    : fail(`the record hashes to ${computed}, not to ${leaf_hash}`);
}

function checkContent({ receipt: { leaf }, options: { expected = {} } }: Evidence): Outcome {
  const { taskId, dataUrl, labelSpec, consensusLabel } = expected;
  const compared: readonly (readonly [name: string, given: string | undefined, reported: string])[] = [
    ['the task', taskId, leaf.task_id],
    ['the label', consensusLabel, leaf.consensus_label],
    ['the data URL', dataUrl === undefined ? undefined : dataUrlHash(dataUrl, sha256), leaf.data_url_hash],
    ['the label spec', labelSpec && labelSpecHash(labelSpec, sha256), leaf.label_spec_hash],
  ];
  const given = compared.filter(([, value]) => value !== undefined);
  if (given.length === 0) return skip('nothing was given to compare with');
  const other = given.filter(([, value, reported]) => value !== reported).map(([name]) => name);
  return other.length > 0
    ? fail(`${other.join(' and ')} that you gave is not that of the record`)
    : pass(given.map(([name]) => name).join(', '));
}

function checkPath({ receipt }: Evidence): Outcome {
  const { leaf_hash, leaf_index, tree_size, path, root } = receipt;
  const sides = pathSides(leaf_index, tree_size);
  if (sides.length !== path.length || sides.some((side, i) => side !== at(path, i).side))
    return fail(
      `leaf ${leaf_index} of ${tree_size} has another path: ${sides.length} steps, each with its side`,
    );
  const steps = path.map(({ side, hash }) => ({ side, hash: bytesOf(hash) }));
  const computed = hexOf(rootFromPath(bytesOf(leaf_hash), steps, sha256));
  return computed === root
    ? pass(`leaf ${leaf_index} of ${tree_size}, ${path.length} steps`)
    : fail(`the path leads to the root ${computed}, not to ${root}`);
}

function checkCommitment({ receipt, beef }: Evidence): Outcome {
  if (!beef.ok) return skip('the transaction cannot be read');
  const output = beef.value.transaction.firstOutput;
  if (output === null) return fail('the transaction has no output');
  if (output.satoshis !== 0n) return fail('output 0 holds satoshis: it is a payment, not a commitment');
  return output.script === commitmentScript(receipt)
    ? pass(`root ${receipt.root} of ${receipt.settlement_id}`)
    : fail(`output 0 is not the commitment to root ${receipt.root} under ${receipt.settlement_id}`);
}

/** `OP_FALSE OP_RETURN` and the pushes, none of them longer than 75 bytes: the length is the opcode. */
function commitmentScript({ settlement_id, root }: Receipt): string {
  const pushes = commitmentPushes(settlement_id, bytesOf(root));
  return `006a${pushes.map((push) => hexOf(Uint8Array.of(push.length, ...push))).join('')}`;
}

function checkTransaction({ receipt: { txid }, beef }: Evidence): Outcome {
  if (!beef.ok) return fail(`the transaction cannot be read: ${beef.detail}`);
  const computed = beef.value.transaction.txid;
  return computed === txid ? pass(txid) : fail(`the transaction's id is ${computed}, not ${txid}`);
}

const notMined = 'not mined when the receipt was made';

function checkProof({ receipt, beef, header }: Evidence): Outcome {
  const { bump, txid } = receipt;
  const carried = beef.ok ? beef.value.bump : null;
  if (carried !== (bump ?? null)) return fail('the BEEF carries another Merkle path than the receipt');
  if (bump === undefined || header === null) return skip(notMined);
  const root = parsed(() => rootOf(parseBump(bump), txid));
  if (!root.ok) return fail(root.detail);
  return root.value === header.merkleRoot
    ? pass(`under the Merkle root ${root.value}`)
    : fail(`the path leads to the Merkle root ${root.value}, the header has ${header.merkleRoot}`);
}

function checkHeader({ receipt, options, header }: Evidence): Outcome {
  const { bump, block_hash, block_height, block_header } = receipt;
  const trusted = options.trustedBlocks === undefined ? null : new Set(options.trustedBlocks);
  if (bump === undefined || header === null)
    return trusted === null ? skip(notMined) : fail(`${notMined}: there is no header to compare with yours`);
  if (header.hash !== block_hash) return fail(`the header hashes to ${header.hash}, not to ${block_hash}`);
  const { blockHeight } = parseBump(bump);
  if (blockHeight !== block_height)
    return fail(`the Merkle path is of height ${blockHeight}, the receipt says ${block_height}`);
  if (trusted === null) return pass(`block ${block_hash}, height ${block_height} as claimed`);
  return trusted.has(header.hash) || (block_header !== undefined && trusted.has(block_header))
    ? pass(`block ${block_hash}, one of those you trust`)
    : fail(`block ${block_hash} is not one of those you trust`);
}

function checkWork({ receipt: { network }, header }: Evidence): Outcome {
  if (header === null) return skip(notMined);
  const problem = workProblem(header, network);
  return problem === null ? pass(`target ${header.bits.toString(16).padStart(8, '0')}`) : fail(problem);
}

/** What a receipt whose every step passed does not prove. */
function warningsOf(receipt: Receipt, options: VerifyOptions): readonly string[] {
  const { network, status } = receipt;
  const warnings: string[] = [];
  if (network === 'local') warnings.push('local chain: not real money');
  if (network === 'regtest') warnings.push('private chain of a node: not real money');
  if (network === 'test') warnings.push('test network: not real money');
  if (status === 'seen') {
    warnings.push(
      'not mined: nothing in this file shows that the network took the transaction, nor which network; fetch the receipt again when it is mined',
    );
  } else if (options.trustedBlocks === undefined && network !== 'local') {
    warnings.push(
      `the work of block ${receipt.block_hash} is proven, that it is on the longest chain is not: compare its hash with a source you trust`,
    );
  }
  return warnings;
}
