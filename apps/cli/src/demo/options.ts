import type { TaskKind } from '@asg/domain/names';

export interface DemoOptions {
  readonly kind: TaskKind;
  readonly tasks: number;
  readonly workers: number;
  readonly seed: string;
  readonly keep: boolean;
  readonly json: boolean;
  /** Seconds. */
  readonly timeout: number;
}
