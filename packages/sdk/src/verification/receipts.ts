import { givenLabelSpec } from '@asg/domain/values';
import { verifyReceipt as verify } from '@asg/receipts';
import type { Receipt, SubmittedLabelSpec } from '../contract.ts';

/** What you know of the task, to be compared with the receipt. What is left out is not compared. */
export interface ExpectedContent {
  readonly taskId?: string | undefined;
  /** As it was submitted, to the letter. */
  readonly dataUrl?: string | undefined;
  readonly labelSpec?: SubmittedLabelSpec | undefined;
  readonly consensusLabel?: string | undefined;
}

export interface VerifyReceiptOptions {
  readonly expected?: ExpectedContent;
  /** Blocks that you know to be on the chain: headers (160 hex digits) or hashes (64). The receipt's must be one of them. */
  readonly trustedBlocks?: Iterable<string> | undefined;
}

/** The steps, in their order: each lifts the proof one level, from the label to the block's work. */
export type ReceiptStep =
  | 'format'
  | 'leaf'
  | 'content'
  | 'path'
  | 'commitment'
  | 'transaction'
  | 'proof'
  | 'header'
  | 'proof_of_work';

export interface ReceiptReport {
  /** No step failed. Read `warnings` too: what a receipt that is not mined cannot prove. */
  readonly ok: boolean;
  /** The first step that failed. */
  readonly failed: ReceiptStep | null;
  /** The transaction is shown to be in a block with proof of work. */
  readonly mined: boolean;
  /** Every step; `ok` is null where it was not needed, or not reached because another failed. */
  readonly steps: ReadonlyArray<{
    readonly step: ReceiptStep;
    readonly ok: boolean | null;
    readonly detail: string;
  }>;
  /** What holds although every step passed, for people. */
  readonly warnings: readonly string[];
  /** The receipt, where its form is right; its content is proven only where `ok`. */
  readonly receipt: Receipt | null;
}

/**
 * Verifies a receipt with nothing but its own content: no server, no network. `receipt` is what `tasks.receipt` gave, or the text
 * or bytes of a file: give these where others read the file too, since of a name that is there twice `JSON.parse` keeps only
 * the last. Nothing in it makes this throw. That its block is on the chain everyone uses is shown only by `trustedBlocks`
 * from a source you trust.
 */
export function verifyReceipt(receipt: unknown, options: VerifyReceiptOptions = {}): ReceiptReport {
  const { expected = {}, trustedBlocks } = options;
  const { labelSpec: given, ...others } = expected;
  // As in a submission: null is as if it were not there.
  const labelSpec = given && givenLabelSpec(given);
  return verify(receipt, { expected: { ...others, labelSpec }, trustedBlocks });
}
