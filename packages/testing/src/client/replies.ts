import type { Result, ResultGone } from '@asg/wire';

/** `open`: still being labelled. `decided`: verified or settled. `closed`: expired or cancelled. */
export type TaskResult =
  | { readonly outcome: 'open' }
  | { readonly outcome: 'decided'; readonly result: Result }
  | { readonly outcome: 'closed'; readonly result: ResultGone };

/** Whether the instance can work, and what it said about its parts. */
export interface Readiness {
  readonly ready: boolean;
  readonly body: unknown;
}
