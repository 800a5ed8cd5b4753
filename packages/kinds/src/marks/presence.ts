import { decideConsensus, decideNow, ln, logPosterior, toUnits } from '@asg/consensus';
import { at } from '@asg/values/present';
import type { Ground, Undecided } from '../units/unit.ts';

/** The columns of a label: what it says by not making a mark, and by making it. */
type Columns = readonly (readonly number[])[];

/** Whether a mark is there, as the engine has it. */
export interface Presence {
  readonly kind: 'decided';
  readonly isThere: boolean;
  readonly confidence: number;
  /** Log odds of being there, in 1/65536: of two verdicts, how much likelier one is. */
  readonly odds: number;
}

/** A share of no votes is not ruled out. */
const shareMin = 1e-6;

/**
 * Whether marks are there that some of these labels made, no others. Where votes are counted, only how many made a mark counts, so that
 * each number is decided once.
 */
export function presences(
  columns: readonly Columns[],
  ground: Ground,
): (makers: readonly boolean[]) => Presence | Undecided {
  if (ground.kind === 'weighed')
    return (makers) => {
      const basis = at(ground.bases, 0);
      const given = makers.map((made, label) => {
        const option = made ? 1 : 0;
        return { option, column: at(at(columns, label), option) };
      });
      const found = decideNow(given, basis, ground.policy);
      if (found.kind !== 'decided') return found;
      const logs = logPosterior(basis.prior, [...given, ...(basis.predictions ?? [])]);
      const isThere = found.option === 1;
      return { kind: 'decided', isThere, confidence: found.confidence, odds: at(logs, 1) - at(logs, 0) };
    };
  const known = new Map<number, Presence | Undecided>();
  const all = columns.length;
  return (makers) => {
    let made = 0;
    for (const one of makers) if (one) made++;
    const kept = known.get(made);
    if (kept !== undefined) return kept;
    const byVotes = Array.from({ length: all }, (_, i) => (2 * made > all ? i < made : i >= all - made)).map(
      (one) => (one ? 1 : 0),
    );
    const found = decideConsensus(byVotes, ground.policy);
    const share = all === 0 ? 0 : made / all;
    const odds = toUnits(ln(Math.max(shareMin, share))) - toUnits(ln(Math.max(shareMin, 1 - share)));
    const presence: Presence | Undecided =
      found.kind === 'decided'
        ? { kind: 'decided', isThere: found.option === 1, confidence: found.confidence, odds }
        : found;
    known.set(made, presence);
    return presence;
  };
}

/** The least certain of all: open as long as any is. */
export function undecidedOf(found: readonly (Presence | Undecided)[]): Undecided | null {
  let target = 0;
  for (const one of found) {
    if (one.kind === 'exhausted') return one;
    if (one.kind === 'open') target = Math.max(target, one.targetLabels);
  }
  return target > 0 ? { kind: 'open', targetLabels: target } : null;
}
