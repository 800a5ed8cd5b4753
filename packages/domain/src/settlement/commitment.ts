import { at } from '@asg/values/present';
import { answerText } from '../answers/answers.ts';
import { modelsCounted } from '../consensus/policies.ts';
import type { TaskKind } from '../names.ts';
import type { Sha256 } from '../sha256.ts';
import { crowdOfLabels, unpaidAgreeing } from '../task/crowd.ts';
import type { LabelSpec, Task } from '../task/task.ts';
import { canonicalJson } from '../trail/canonical.ts';
import { leafHash, merkleRoot } from './merkle.ts';
import { type CommittedHead, trailLeaves } from './trail-leaf.ts';

export const commitmentTag = 'ASG';
export const commitmentVersion = 1;

/** What a batch's transaction commits to for one task: the fields of the canonical record, in their order. */
export interface LeafRecord {
  readonly agreement_count: number;
  readonly consensus_label: string;
  /** own: the organisation's own people alone gave the labels; mixed: they and the public crowd. Not there: the public crowd. */
  readonly crowd?: 'own' | 'mixed';
  /** SHA-256 of the URL's UTF-8 bytes, hex. */
  readonly data_url_hash: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly decided_at: string;
  /** What the label is. Not there: a choice. */
  readonly kind?: Exclude<TaskKind, 'choice'>;
  /** SHA-256 of the canonical label spec, hex. */
  readonly label_spec_hash: string;
  /** Models of the customer whose predictions counted in the decision beside the labels. Not there: none. */
  readonly model_count?: number;
  /** 32 hex digits. */
  readonly salt: string;
  readonly task_id: string;
  /** Of the agreeing labels, those that have no payout: of own people who are unpaid. Not there: none. */
  readonly unpaid_count?: number;
  readonly worker_count: number;
}

const utf8 = new TextEncoder();
let scratch = new Uint8Array(4_096);

/** The UTF-8 bytes of a text, there until the next call: a fifth of the time of new ones. */
function passingBytes(text: string): Uint8Array {
  const longest = text.length * 3;
  if (scratch.length < longest) scratch = new Uint8Array(longest);
  return scratch.subarray(0, utf8.encodeInto(text, scratch).written);
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hexOfByte[byte];
  return text;
}

/** The label spec as hashed: JSON with its keys sorted and no white space (RFC 8785). */
function canonicalLabelSpec(spec: LabelSpec): string {
  if (spec.kind !== undefined) return canonicalJson(spec);
  const { class_shares: shares, instructions, options, ordinal, question } = spec;
  const rest = JSON.stringify({
    ...(instructions !== undefined && { instructions }),
    options,
    ...(ordinal !== undefined && { ordinal }),
    question,
  });
  if (shares === undefined) return rest;
  // An object would put names that are whole numbers first, in another order.
  const sorted = Object.entries(shares).sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = sorted.map(([option, share]) => `${JSON.stringify(option)}:${JSON.stringify(share)}`);
  return `{"class_shares":{${fields.join(',')}},${rest.slice(1)}`;
}

/** SHA-256 of the text's UTF-8 bytes, hex. */
function textHash(text: string, sha256: Sha256): string {
  return hex(sha256(passingBytes(text)));
}

/** How a record identifies a task's data without revealing it: SHA-256 of the URL's UTF-8 bytes, hex. */
export function dataUrlHash(dataUrl: string, sha256: Sha256): string {
  return textHash(dataUrl, sha256);
}

/** How a record identifies the question without revealing it: SHA-256 of the canonical label spec, hex. */
export function labelSpecHash(spec: LabelSpec, sha256: Sha256): string {
  return textHash(canonicalLabelSpec(spec), sha256);
}

/** The record of a decided task. Throws for a task without a decision. */
export function leafRecord(task: Task, sha256: Sha256): LeafRecord {
  return recordOf(task, labelSpecHash(task.labelSpec, sha256), sha256);
}

function recordOf(task: Task, specHash: string, sha256: Sha256): LeafRecord {
  const { decision, labelSpec } = task;
  if (decision === null) throw new Error(`${task.taskId} has no decision to commit to`);
  const crowd = crowdOfLabels(task);
  const unpaidCount = unpaidAgreeing(task);
  const models = modelsCounted(decision.ground).length;
  // In the order in which they are hashed, so that there is nothing to sort.
  return {
    agreement_count: decision.agreementCount,
    consensus_label: answerText(task, decision.option),
    ...(crowd !== null && { crowd }),
    data_url_hash: task.erased?.dataUrlHash ?? dataUrlHash(task.dataUrl, sha256),
    decided_at: new Date(decision.decidedAtMs).toISOString(),
    ...(labelSpec.kind !== undefined && { kind: labelSpec.kind }),
    label_spec_hash: specHash,
    ...(models > 0 && { model_count: models }),
    salt: task.salt,
    task_id: task.taskId,
    ...(unpaidCount > 0 && { unpaid_count: unpaidCount }),
    worker_count: decision.workerCount,
  };
}

/** The bytes of a record that are hashed: JSON with sorted keys and no white space (RFC 8785), UTF-8. */
export function canonicalLeaf(record: LeafRecord): Uint8Array {
  return utf8.encode(leafText(record));
}

function leafText(record: LeafRecord): string {
  // Every field that is there counts: one that was added to a receipt changes its hash.
  const names = Object.keys(record);
  const isSorted = names.every((name, index) => index === 0 || at(names, index - 1) < name);
  if (isSorted) return JSON.stringify(record);
  const fields = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(fields));
}

/** The leaves of decided tasks, in their order. */
export function taskLeaves(tasks: readonly Task[], sha256: Sha256): readonly Uint8Array[] {
  // The tasks of a batch share a few specs: each is hashed once.
  const specHashes = new Map<string, string>();
  return tasks.map((task) => {
    const spec = canonicalLabelSpec(task.labelSpec);
    const specHash = specHashes.get(spec) ?? textHash(spec, sha256);
    specHashes.set(spec, specHash);
    return leafHash(passingBytes(leafText(recordOf(task, specHash, sha256))), sha256);
  });
}

/** All leaves of a batch: those of its decided tasks, in their order, and behind them the one of the trails. */
export function batchLeaves(
  tasks: readonly Task[],
  trail: readonly CommittedHead[],
  sha256: Sha256,
): readonly Uint8Array[] {
  return [...taskLeaves(tasks, sha256), ...trailLeaves(trail, sha256)];
}

/** Root over the leaves of a batch. */
export function commitmentRoot(
  tasks: readonly Task[],
  sha256: Sha256,
  trail: readonly CommittedHead[] = [],
): Uint8Array {
  return merkleRoot(batchLeaves(tasks, trail, sha256), sha256);
}

/** The data pushes of the commitment output: protocol tag, version, settlement id, root. */
export function commitmentPushes(settlementId: string, root: Uint8Array): readonly Uint8Array[] {
  return [utf8.encode(commitmentTag), Uint8Array.of(commitmentVersion), utf8.encode(settlementId), root];
}
