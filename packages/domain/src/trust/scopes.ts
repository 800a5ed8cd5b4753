import { customerRow, isFunded, ownerOf, shareOf } from '../task/owner.ts';
import type { Task } from '../task/task.ts';
import { addTrust, noTrust, type TrustSums, withWeightMax } from './sums.ts';

/**
 * For whose tasks something is to be known of a worker: for a customer's or for everybody's, on a template or over all.
 */
export interface TrustScope {
  readonly customerId?: string;
  readonly template?: string;
}

/** The row of what everybody's tasks say over all templates. */
export const overallRow = '';
/** What a share counts for at most when someone's trust is read, in millionths of a gold answer. */
export const shareWeightMaxMicros = 3_000_000;

/** Where the evidence of a task goes: rows of its workers, and a share where it counts for everybody in part. */
export interface EvidencePlace {
  readonly rows: readonly string[];
  readonly share: number | null;
}

/**
 * The operator's gold is evidence for everybody; a customer's gold and the agreement on their tasks for that customer alone,
 * but for the share that agreement on funded tasks has.
 */
export function evidencePlace(
  task: Pick<Task, 'customerId' | 'gold' | 'cover'>,
  template: string,
): EvidencePlace {
  const owner = ownerOf(task);
  if (owner === null) return { rows: [overallRow, template], share: null };
  const isShared = task.gold === undefined && isFunded(task);
  return {
    rows: [customerRow(owner), customerRow(owner, template)],
    share: isShared ? shareOf(owner) : null,
  };
}

/** What is known of a worker over all: by everybody's evidence, and by share. */
export interface OverallTrust {
  readonly sums: TrustSums;
  readonly shares: ReadonlyMap<number, TrustSums>;
}

export const nothingKnown: OverallTrust = { sums: noTrust, shares: new Map() };

/** The rows beside those over all that tell of this scope. */
export function rowsFor({ customerId, template }: TrustScope): readonly string[] {
  return [
    ...(template === undefined ? [] : [template]),
    ...(customerId === undefined ? [] : [customerRow(customerId, template)]),
  ];
}

/** What is known of a worker in a scope. `rows`: the sums of `rowsFor`. */
export function trustIn(
  { customerId, template }: TrustScope,
  { sums, shares }: OverallTrust,
  rows: readonly TrustSums[],
): TrustSums {
  const own = rows.reduce(addTrust, noTrust);
  if (template !== undefined) return own;
  // A customer's tasks are in their own row already.
  const left = customerId === undefined ? null : shareOf(customerId);
  let all = addTrust(sums, own);
  for (const [share, found] of shares) {
    if (share !== left) all = addTrust(all, withWeightMax(found, shareWeightMaxMicros));
  }
  return all;
}
