import type { Break } from './oasdiff.ts';

/** Breaks that were decided on: of what no published page promises, or of what programs are told to bear. */
export interface Accepted extends Pick<Break, 'id'> {
  /** Part of what is said of each of them, e.g. a new value's name: all of them are accepted, wherever they are. */
  readonly says: string;
  /** Why no program that keeps to the published pages is hurt. */
  readonly why: string;
}

const accepted: readonly Accepted[] = [];

const isOf = ({ id, says }: Accepted, found: Break): boolean => found.id === id && found.text.includes(says);

/** The breaks that nobody decided on, and the decisions that no break needs. */
export function judged(
  breaks: readonly Break[],
  decided: readonly Accepted[] = accepted,
): { readonly refused: readonly Break[]; readonly stale: readonly Accepted[] } {
  return {
    refused: breaks.filter((found) => !decided.some((one) => isOf(one, found))),
    stale: decided.filter((one) => !breaks.some((found) => isOf(one, found))),
  };
}
