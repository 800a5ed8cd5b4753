import type { Sats } from '@asg/domain';

/** A transaction that was signed, or what it lacks. */
export type Signed<Result> =
  | { readonly ok: true; readonly settlement: Result }
  | { readonly ok: false; readonly missingSats: Sats };
