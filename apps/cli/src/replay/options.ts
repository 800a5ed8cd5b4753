import type { TaskKind } from '@asg/domain/names';
import type { ReplayPolicy } from './policies.ts';

export interface ReplayOptions {
  readonly kind: TaskKind;
  readonly bar?: number;
  readonly answers: string;
  readonly truth: string;
  readonly policy: ReplayPolicy;
  readonly order: string;
  readonly earlyStop: boolean;
  readonly url?: string;
  readonly key?: string;
  readonly json: boolean;
  readonly rows: boolean;
  readonly offline: boolean;
  readonly compare?: readonly ReplayPolicy[];
  readonly seeds: number;
  readonly gold: number;
  readonly atHand: number;
  readonly plot?: string;
  readonly reliability?: string;
}
