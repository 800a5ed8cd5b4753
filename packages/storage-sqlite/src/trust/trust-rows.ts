import { nothingKnown, type OverallTrust, overallRow, type TrustSums } from '@asg/domain';

const columnsOfTrust = `weight_micros as weightMicros, credit_micros as creditMicros, gold_right as goldRight,
  gold_missed as goldMissed, agreed, disagreed`;
const sharePrefix = 'share ';

/** The row of a share beside the one over all, named so that all shares lie beside one another. */
export const shareRow = (share: number): string => `${sharePrefix}${String(share).padStart(2, '0')}`;

export const selectRow = `select ${columnsOfTrust} from trust where worker_id = ? and template = ?`;
/** The row over all, and those of shares. */
export const selectOverall = `select template, ${columnsOfTrust} from trust where worker_id = ?1 and template = '${overallRow}'
  union all select template, ${columnsOfTrust} from trust
  where worker_id = ?1 and template > '${sharePrefix}' and template < '${sharePrefix.trimEnd()}!'`;

export interface OverallRow extends TrustSums {
  readonly template: string;
}

export function overallOf(rows: readonly OverallRow[]): OverallTrust {
  if (rows.length === 0) return nothingKnown;
  let { sums } = nothingKnown;
  const shares = new Map<number, TrustSums>();
  for (const { template, ...found } of rows) {
    if (template === overallRow) sums = found;
    else shares.set(Number(template.slice(sharePrefix.length)), found);
  }
  return { sums, shares };
}
