import { isDoubtful, type PracticeItem } from './gold.ts';
import type { GoldSource, GoldUse } from './gold-names.ts';
import type { GoldRecord } from './gold-pools.ts';
import { overallScore } from './standing.ts';
import { addTrust, minusTrust, type TrustSums } from './sums.ts';

/** What is known of a customer's item beside how many answered it right and wrong. */
export interface GoldFigures {
  /** Wrong answers, by the index of the option. */
  readonly wrong: Readonly<Record<string, number>>;
  /** Of workers who answer well otherwise. */
  readonly goodRight: number;
  readonly goodMissed: number;
  /** Answers in practice: those who gave them were told the right one. */
  readonly practised: number;
}

export const noGoldFigures: GoldFigures = { wrong: {}, goodRight: 0, goodMissed: 0, practised: 0 };

export interface CountedGold {
  readonly gold: GoldRecord;
  readonly right: number;
  readonly missed: number;
  readonly retiredAtMs: number | null;
  readonly figures: GoldFigures;
}

/** An answer to an item; `by`: whom it came from, as far as that bears on what it says of the item. */
export interface GoldAnswer {
  readonly option: number;
  readonly isRight: boolean;
  readonly by: 'good' | 'other' | 'practice';
}

const wrongMax = 50;

export function figuresWithAnswer(figures: GoldFigures, { option, isRight, by }: GoldAnswer): GoldFigures {
  const { wrong, goodRight, goodMissed, practised } = figures;
  // Sets of options are many: of the first alone it is told how often they were given.
  const isListed = option in wrong || Object.keys(wrong).length < wrongMax;
  return {
    wrong: isRight || !isListed ? wrong : { ...wrong, [option]: (wrong[option] ?? 0) + 1 },
    goodRight: goodRight + (by === 'good' && isRight ? 1 : 0),
    goodMissed: goodMissed + (by === 'good' && !isRight ? 1 : 0),
    practised: practised + (by === 'practice' ? 1 : 0),
  };
}

const goodWeightMicros = 3_000_000;
const goodScore = 0.65;

/** Whether somebody was known to answer well before this answer: three answers' worth of evidence, and most of it for them. */
export function isGoodWorker(after: TrustSums, { gain }: { readonly gain: TrustSums }): boolean {
  const before = addTrust(after, minusTrust(gain));
  return before.weightMicros >= goodWeightMicros && overallScore(before) >= goodScore;
}

const goodMissesMin = 3;

/** Whether the item is more likely wrong than those who miss it: most of the good workers who met it do, or nearly all do. */
export function isSuspect({
  right,
  missed,
  figures,
}: Pick<CountedGold, 'right' | 'missed' | 'figures'>): boolean {
  const { goodRight, goodMissed } = figures;
  return (goodMissed >= goodMissesMin && goodMissed > goodRight) || isDoubtful({ right, missed });
}

export const goldUseOf = ({ practice }: Pick<GoldRecord, 'practice'>): GoldUse =>
  practice === undefined ? 'test' : 'practice';

export function goldSourceOf({ jobId, taskId, fromFile }: GoldRecord): GoldSource {
  if (jobId !== null) return 'job';
  if (taskId !== undefined) return 'task';
  return fromFile === true ? 'file' : 'hand';
}

/** Why its answer is right, as its customer says it. */
export const goldReasonOf = ({ reason, practice }: GoldRecord): string | null =>
  reason ?? practice?.explanation ?? null;

/** What an item is to be used for from now on; null: among tasks. */
export type WantedUse = Pick<PracticeItem, 'question' | 'own'> | null;

/**
 * The item in another use; the very same where it is in it. `told`: workers were told its answer in practice, so that it measures nobody
 * any more. `retired`: it is given out no more, in any use.
 */
export function goldInUse(
  { gold, retiredAtMs, figures }: Pick<CountedGold, 'gold' | 'retiredAtMs' | 'figures'>,
  wanted: WantedUse,
): GoldRecord | 'told' | 'retired' {
  const { practice, ...rest } = gold;
  const isKnown = wanted === null ? practice === undefined : practice?.question === wanted.question;
  if (isKnown) return gold;
  if (retiredAtMs !== null) return 'retired';
  if (wanted === null && figures.practised > 0) return 'told';
  const reason = goldReasonOf(gold);
  const kept = { ...rest, ...(reason !== null && { reason }) };
  return wanted === null
    ? kept
    : { ...kept, practice: { ...wanted, ...(reason !== null && { explanation: reason }) } };
}
