import type { OrderedConsensus, PayoutRules, TaskType } from '@asg/domain';

/** A task as a customer submits it, its shape already checked by the API's schema. `null` means absent. */
export interface TaskInput {
  readonly type: TaskType;
  readonly data_url: string;
  readonly label_spec: {
    readonly question: string;
    readonly options: readonly string[];
    readonly instructions?: string | null;
  };
  readonly consensus_threshold?: number | null;
  readonly consensus?: OrderedConsensus | null;
  readonly callback_url?: string | null;
  readonly idempotency_key?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly language?: string | null;
  readonly priority?: number | null;
  /** Seconds from now. */
  readonly expires_in?: number | null;
}

/** What the operator sets for all tasks. */
export interface IntakeRules {
  /** Hosts (lower case, no port) that may be named with http and may be private, e.g. localhost. */
  readonly insecureHosts: readonly string[];
  readonly earlyStopDefault: boolean;
  /** What customers are charged for an agreeing label. */
  readonly price: Pick<PayoutRules, 'payoutSats' | 'feePercent'>;
}
