import type { OfflineQuestion } from './order.ts';

/** What a policy made of a question. */
export interface Outcome {
  /** Its name in the recording. */
  readonly question: string;
  /** The option decided on; null: expired. */
  readonly option: number | null;
  readonly confidence: number | null;
  /** The confidence before calibration, where the policy calibrates. */
  readonly posterior: number | null;
  readonly labels: number;
  /** Whether the answer is the truth; null: no truth is known. An expired question is not right. */
  readonly isRight: boolean | null;
}

export function outcomeOf(
  { question, truth, isJudged }: OfflineQuestion,
  found: Omit<Outcome, 'isRight' | 'question'>,
  isRight: (option: number) => boolean = (option) => option === truth,
): Outcome {
  return { ...found, question, isRight: isJudged ? found.option !== null && isRight(found.option) : null };
}
