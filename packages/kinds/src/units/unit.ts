import type { AdaptivePolicy, DecisionBasis, ThresholdPolicy } from '@asg/consensus';
import { at } from '@asg/values/present';

/** A question with few answers, which the engine decides: a pair, an option, a scale. */
export interface Unit {
  readonly name: string;
  readonly answers: readonly string[];
  /** The answers are a scale, in their order: near ones are taken for each other more often. */
  readonly isScale?: true;
}

/** A label that was given. */
export interface KindLabel<Value> {
  readonly value: Value;
  /** Of each unit: log-likelihoods of what it says under each answer, in 1/65536, as known when it was given. None where votes are counted. */
  readonly columns: readonly (readonly number[])[];
}

/** What a decision rests on besides the labels. `bases`: one for each unit. */
export type Ground =
  | { readonly kind: 'votes'; readonly policy: ThresholdPolicy }
  | { readonly kind: 'weighed'; readonly policy: AdaptivePolicy; readonly bases: readonly DecisionBasis[] };

export interface DecidedUnit {
  readonly name: string;
  readonly answer: string;
  /** 0 to 1, whole millionths. */
  readonly confidence: number;
}

/** `targetLabels`: how many there must be before the next look can decide anything. */
export type Undecided =
  | { readonly kind: 'open'; readonly targetLabels: number }
  | { readonly kind: 'exhausted' };

/** What the labels so far amount to. */
export type Combined<Value> =
  | Undecided
  | {
      readonly kind: 'decided';
      readonly value: Value;
      /** Of the least sure unit that bears on the verdict. */
      readonly confidence: number;
      readonly units: readonly DecidedUnit[];
    };

/** The shares of these answers, one for each unit. */
export const sharesOf = (
  answers: readonly number[],
  shares: readonly (readonly number[])[],
): readonly number[] => answers.map((answer, i) => at(at(shares, i), answer));

/** Confidences are whole millionths, the same in every language and store. */
export function rounded(share: number): number {
  return Math.round(share * 1_000_000) / 1_000_000;
}
