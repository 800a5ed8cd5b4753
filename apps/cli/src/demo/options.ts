import type { DemoKindName } from './kinds/registry.ts';

export interface DemoOptions {
  readonly kind: DemoKindName;
  readonly tasks: number;
  readonly workers: number;
  readonly seed: string;
  readonly keep: boolean;
  readonly json: boolean;
  /** Seconds. */
  readonly timeout: number;
}
