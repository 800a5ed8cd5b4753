import type { ManifestCursor } from './job.ts';

/** Why a manifest that was read to its end became nothing; null: some row was of use. */
export function whyNothingCame({ accepted, rejected, gold = 0, cause }: ManifestCursor): string | null {
  if (accepted + gold > 0) return null;
  if (rejected === 0) return 'there is no row in it';
  const first = cause ?? 'see the job’s errors';
  return rejected === 1
    ? `its only row was rejected: ${first}`
    : `each of its ${rejected} rows was rejected: ${first}`;
}
