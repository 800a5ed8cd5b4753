import type { LabelSpec, Receipt } from '@asg/domain';
import type { VerificationStep } from '@asg/receipts';

/** A file as it is stored: a text, so many times where `repeat` says so, or bytes. */
export type VectorFile = { readonly text: string; readonly repeat?: number } | { readonly base64: string };

/** One case that every verifier must agree on. */
export interface Vector {
  readonly name: string;
  /** What a caller compares the record with. */
  readonly expected?: {
    readonly task_id?: string;
    readonly data_url?: string;
    readonly label_spec?: LabelSpec;
    readonly consensus_label?: string;
  };
  /** Headers or hashes of blocks that the caller trusts. */
  readonly trusted_blocks?: readonly string[];
  readonly expect: {
    readonly ok: boolean;
    readonly failed: VerificationStep | null;
    readonly mined: boolean;
  };
  /** What a parser of JSON gave. */
  readonly receipt?: unknown;
  /** Instead of it, the file to be read. */
  readonly file?: VectorFile;
}

/** What a vector's verifier is given. */
export function givenOf({ receipt, file }: Pick<Vector, 'receipt' | 'file'>): unknown {
  if (file === undefined) return receipt;
  return 'base64' in file ? Buffer.from(file.base64, 'base64') : file.text.repeat(file.repeat ?? 1);
}

export const passes = (name: string, receipt: Receipt, more: Partial<Vector> = {}): Vector => ({
  name,
  ...more,
  expect: { ok: true, failed: null, mined: receipt.status !== 'seen' },
  receipt,
});

export const fails = (
  name: string,
  failed: VerificationStep,
  receipt: unknown,
  more: Partial<Vector> = {},
): Vector => ({ name, ...more, expect: { ok: false, failed, mined: false }, receipt });

export const passesAsFile = (name: string, { status }: Receipt, file: VectorFile): Vector => ({
  name,
  expect: { ok: true, failed: null, mined: status !== 'seen' },
  file,
});

export const failsAsFile = (name: string, file: VectorFile): Vector => ({
  name,
  expect: { ok: false, failed: 'format', mined: false },
  file,
});
