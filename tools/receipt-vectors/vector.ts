import type { Receipt } from '@asg/domain';
import type { VerificationStep } from '@asg/receipts';

/** One case that every verifier must agree on. */
export interface Vector {
  readonly name: string;
  /** What a caller compares the record with. */
  readonly expected?: {
    readonly task_id?: string;
    readonly data_url?: string;
    readonly label_spec?: { readonly question: string; readonly options: readonly string[] };
    readonly consensus_label?: string;
  };
  /** Headers or hashes of blocks that the caller trusts. */
  readonly trusted_blocks?: readonly string[];
  readonly expect: {
    readonly ok: boolean;
    readonly failed: VerificationStep | null;
    readonly mined: boolean;
  };
  readonly receipt: unknown;
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
