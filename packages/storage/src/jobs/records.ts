export interface RejectedLine {
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

export interface KeptLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}
