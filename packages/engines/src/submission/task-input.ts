import type { Admitted, ItemInput } from '@asg/assets';
import type {
  ComparedItem,
  GivenPrediction,
  LabelSpec,
  MoneyRules,
  OrderedConsensus,
  OrderedCrowd,
  SubmittedLabelSpec,
  TaskType,
} from '@asg/domain';

/** Whose people are to label. */
export type CrowdInput = OrderedCrowd;

/** A task as a customer submits it, its shape already checked by the API's schema. `null` means absent. */
export interface TaskInput extends ItemInput, CrowdInput {
  readonly type: TaskType;
  readonly label_spec: SubmittedLabelSpec;
  /** The question as it was kept: of a task that is asked about again. What is compared is then behind `data_url`. */
  readonly kept_spec?: LabelSpec;
  /** What is compared. */
  readonly items?: readonly ComparedItem[] | null | undefined;
  readonly consensus_threshold?: number | null;
  readonly consensus?: OrderedConsensus | null;
  readonly callback_url?: string | null;
  readonly idempotency_key?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly language?: string | null;
  readonly priority?: number | null;
  readonly predictions?: readonly GivenPrediction[] | null;
  /** Its item may disturb. */
  readonly sensitive?: boolean | null;
  /** Seconds from now. */
  readonly expires_in?: number | null;
}

/** One whose item has a URL, as tasks are made of it. */
export type AdmittedTask = Admitted<TaskInput>;

/** What the operator sets for all tasks. */
export interface IntakeRules extends MoneyRules {
  /** Hosts (lower case, no port) that may be named with http and may be private, e.g. localhost. */
  readonly insecureHosts: readonly string[];
  readonly earlyStopDefault: boolean;
  /** Of all assets of a customer. */
  readonly assetsBytesMax: number;
}
