/** What one look at a store found, as `asg doctor` tells it. */
export interface StoreFinding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly detail: string;
  /** What to do about it; where it is not fine. */
  readonly advice?: string;
}
