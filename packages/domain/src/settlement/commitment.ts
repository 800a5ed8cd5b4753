import type { LabelSpec, Task } from '../task/task.ts';
import { leafHash, merkleRoot, type Sha256 } from './merkle.ts';

export const commitmentTag = 'ASG';
export const commitmentVersion = 1;

/** What a batch's transaction commits to for one task: the fields of the canonical record, in their order. */
export interface LeafRecord {
  readonly task_id: string;
  /** SHA-256 of the URL's UTF-8 bytes, hex. */
  readonly data_url_hash: string;
  /** SHA-256 of the canonical label spec, hex. */
  readonly label_spec_hash: string;
  readonly consensus_label: string;
  readonly worker_count: number;
  readonly agreement_count: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly decided_at: string;
  /** 32 hex digits. */
  readonly salt: string;
}

const utf8 = new TextEncoder();
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hexOfByte[byte];
  return text;
}

/** The label spec as hashed: JSON with its keys sorted and no white space (RFC 8785). */
function canonicalLabelSpec(spec: LabelSpec): string {
  const { instructions, options, question } = spec;
  return JSON.stringify(
    instructions === undefined ? { options, question } : { instructions, options, question },
  );
}

/** How a record names a task's data without telling it: SHA-256 of the URL's UTF-8 bytes, hex. */
export function dataUrlHash(dataUrl: string, sha256: Sha256): string {
  return hex(sha256(utf8.encode(dataUrl)));
}

/** How a record names what was asked without telling it: SHA-256 of the canonical label spec, hex. */
export function labelSpecHash(spec: LabelSpec, sha256: Sha256): string {
  return hex(sha256(utf8.encode(canonicalLabelSpec(spec))));
}

/** The record of a decided task. Throws for a task without a decision. */
export function leafRecord(task: Task, sha256: Sha256): LeafRecord {
  const { decision, labelSpec } = task;
  if (decision === null) throw new Error(`${task.taskId} has no decision to commit to`);
  return {
    task_id: task.taskId,
    data_url_hash: dataUrlHash(task.dataUrl, sha256),
    label_spec_hash: labelSpecHash(labelSpec, sha256),
    consensus_label: labelSpec.options[decision.option]!,
    worker_count: decision.workerCount,
    agreement_count: decision.agreementCount,
    decided_at: new Date(decision.decidedAtMs).toISOString(),
    salt: task.salt,
  };
}

/** The bytes of a record that are hashed: JSON with sorted keys and no white space (RFC 8785), UTF-8. */
export function canonicalLeaf(record: LeafRecord): Uint8Array {
  // Every field that is there counts: one that was added to a receipt changes its hash.
  const fields = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return utf8.encode(JSON.stringify(Object.fromEntries(fields)));
}

/** The leaf of a decided task. */
export function taskLeaf(task: Task, sha256: Sha256): Uint8Array {
  return leafHash(canonicalLeaf(leafRecord(task, sha256)), sha256);
}

/** Root over the decided tasks of a batch, in their order. */
export function commitmentRoot(tasks: readonly Task[], sha256: Sha256): Uint8Array {
  return merkleRoot(
    tasks.map((task) => taskLeaf(task, sha256)),
    sha256,
  );
}

/** The data pushes of the commitment output: protocol tag, version, settlement id, root. */
export function commitmentPushes(settlementId: string, root: Uint8Array): readonly Uint8Array[] {
  return [utf8.encode(commitmentTag), Uint8Array.of(commitmentVersion), utf8.encode(settlementId), root];
}
