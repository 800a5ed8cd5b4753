export interface DemoOptions {
  readonly tasks: number;
  readonly workers: number;
  readonly seed: string;
  readonly keep: boolean;
  readonly json: boolean;
  /** Seconds. */
  readonly timeout: number;
}
