import type { Break } from './oasdiff.ts';

/** A break that was decided on: of what no published page promises, or of what clients are told to bear. */
export interface Accepted extends Pick<Break, 'id' | 'operation' | 'path'> {
  /** Why no program that keeps to the published pages is hurt. */
  readonly why: string;
}

const accepted: readonly Accepted[] = [];

const isOf = (one: Accepted, { id, operation, path }: Break): boolean =>
  one.id === id && one.operation === operation && one.path === path;

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
