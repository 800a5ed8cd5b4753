import type { DecisionBasis, Prediction } from '@asg/consensus';
import type { Metadata } from '@asg/values';
import type { ItemExtent } from '../answers/rules.ts';
import type { Cover } from '../balance/cover.ts';
import type { OrderedPolicy } from '../consensus/policies.ts';
import type { Sats } from '../money/sats.ts';
import type { ExpiryReason, LabelBegin, Moderation, ReviewVerdict, TaskState, TaskType } from '../names.ts';
import type { LabelSpec } from '../values/label-spec.ts';

export type { LabelSpec };

/** One worker's answer; final. */
export interface Label {
  readonly workerId: string;
  /** Index into the label spec's options; of boxes and spans, into the task's values. */
  readonly option: number;
  readonly atMs: number;
  /** Under the adaptive policy: log-likelihood of the label under each option, in 1/65536, as known when it was given. */
  readonly column?: readonly number[];
  /** When the worker took the task. Labels from before this was kept have none. */
  readonly claimedAtMs?: number;
  /** By one of the organisation's own people, as such. */
  readonly own?: true;
  /** Of the claim that it was given under; as before. */
  readonly nonce?: string;
  /** By somebody who never fetched the item: it counts and is paid as any other, and earns no trust. */
  readonly unseen?: true;
  /** Of a task that has a start: whether its worker was shown it. */
  readonly began?: LabelBegin;
  /** It was contested with success, and is paid by a task of its own: see `redressTask`. */
  readonly conceded?: { readonly appealId: string; readonly atMs: number };
}

/** How likely a label is under each option, and what a decision rests on, from the statistics of the moment it is given. */
export interface LabelLikelihood {
  /** By option: log of the likelihood that this worker gives this label where the option is right, in 1/65536. */
  readonly logLikelihoods: readonly number[];
  readonly basis: DecisionBasis;
}

/** A worker's claim on a task, until the lease ends. */
export interface Assignment {
  readonly workerId: string;
  readonly nonce: string;
  readonly leaseExpiresAtMs: number;
  /** When it was taken; see `Label`. */
  readonly claimedAtMs?: number;
  /** By one of the organisation's own people, as such. */
  readonly own?: true;
}

export interface Decision {
  readonly option: number;
  readonly agreementCount: number;
  readonly workerCount: number;
  readonly confidence: number;
  readonly decidedAtMs: number;
  /** Under the adaptive policy: what it rests on besides the labels, so that it can be replayed from this record. */
  readonly ground?: DecisionBasis;
}

/** What the customer says of a decision, or in place of one: a layer beside it, which changes nothing of it. */
export interface Review {
  readonly verdict: ReviewVerdict;
  /** Index into the options: what is right. */
  readonly option: number;
  readonly note?: string;
  /** A key, or a member of the organisation. */
  readonly by: string;
  readonly atMs: number;
}

/** Where the money of a task stands, from the moment its labels are known until they are paid. */
export type Payment =
  | { readonly kind: 'none' }
  /** Due from then on: that may be still to come. */
  | { readonly kind: 'due'; readonly sinceMs: number }
  | { readonly kind: 'reserved'; readonly sinceMs: number; readonly settlementId: string }
  | {
      readonly kind: 'paid';
      readonly settlementId: string;
      readonly txid: string;
      readonly costSats: Sats;
      readonly settledAtMs: number;
    };

/** That a task is for the organisation's own people, and on which terms. */
export interface OwnCrowd {
  /** When the public crowd gets it; null: never. At or before the making: nobody of the pool was there. */
  readonly ownUntilMs: number | null;
  /** Own people are paid as the public is. Not there: their labels are unpaid. */
  readonly paysOwn?: true;
}

/** What a worker must have practised to be given the task. `question`: as `questionKey`; whole percents. */
export interface Qualification {
  readonly question: string;
  readonly percent: number;
}

/** What the customer asked for; never changes. */
export interface TaskOrder {
  readonly taskId: string;
  readonly customerId: string;
  readonly batchId: string | null;
  /** The job whose manifest it came from. */
  readonly jobId: string | null;
  readonly type: TaskType;
  readonly dataUrl: string;
  readonly labelSpec: LabelSpec;
  readonly consensus: OrderedPolicy;
  /** BCP 47, lower case; null: any worker. */
  readonly language: string | null;
  /** Its item may disturb: only workers who take such items get it, and see it covered first. */
  readonly sensitive?: true;
  /** Not there: it is for the public crowd alone. */
  readonly crowd?: OwnCrowd;
  /** Only for workers who got so many percent of the question's practice right. */
  readonly qualification?: Qualification;
  /** Of boxes and spans, the texts of all that was answered (see `Asked`): gold's truth is the first; labels and the verdict add theirs. */
  readonly values?: readonly string[];
  /** What the customer's models say of it. Workers see none of it but the start. */
  readonly predictions?: readonly Prediction[];
  /** The value that workers begin with: see `startOf`. Not there: they begin with nothing. */
  readonly start?: number;
  /** 0 to 9, the highest first. */
  readonly priority: number;
  readonly metadata: Metadata | null;
  readonly callbackUrl: string | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  /** 32 hex digits: keeps the label private in its commitment. */
  readonly salt: string;
  /** There where the answer is known: a task for one worker alone, to learn how far they can be trusted. */
  readonly gold?: {
    readonly goldId: string;
    readonly option: number;
    /** The customer on whose bill it is; null: the operator's. Not there: made before gold had an owner, the operator's. */
    readonly owner?: string | null;
    /** From the label on until its outcome is shown and its pay is due, as with other tasks. Not there: none. */
    readonly delayMs?: number;
    /** Its worker is told, with the outcome, what the right answer is. */
    readonly feedback?: true;
  };
  /** What it is paid by and from. Not there: made before there were balances. */
  readonly cover?: Cover;
  /** The task that it asks others about again, and who labelled that: none of them is given this one. */
  readonly relabelOf?: string;
  readonly excluded?: readonly string[];
  /** Its content was deleted then; the hash is of the URL that it had, hex. */
  readonly erased?: { readonly atMs: number; readonly dataUrlHash: string };
}

export interface Task extends TaskOrder {
  readonly state: TaskState;
  /** In the order of arrival. */
  readonly labels: readonly Label[];
  readonly assignments: readonly Assignment[];
  /** Workers who passed on it: never offered to them again. */
  readonly skippedBy: readonly string[];
  readonly decision: Decision | null;
  /** Under the adaptive policy, and of boxes and spans, once there are labels: how many there must be before the next evaluation. */
  readonly targetLabels?: number;
  readonly payment: Payment;
  /** How large its item is, as the server showed it first to who marked it. Not there: unknown, or nothing is marked on it. */
  readonly extent?: ItemExtent;
  /** Predictions that came later. */
  readonly predicted?: readonly Prediction[];
  /** Since when it is the public crowd's, where it was first for own people. */
  readonly turnedAtMs?: number;
  /** What the operator said of its item, where a worker reported it: it is sensitive, or nobody is shown it any more. */
  readonly moderation?: Moderation;
  /** The customer's review as it is, null: taken back, and the number of times that it changed. */
  readonly reviewed?: { readonly review: Review | null; readonly changes: number; readonly atMs: number };
  /** The latest task that asks others about it again. */
  readonly relabelledBy?: string;
  /** When it became verified, expired or cancelled. */
  readonly closedAtMs: number | null;
  /** Why it expired, where that was neither its deadline nor its labels. */
  readonly expiredFor?: ExpiryReason;
}

/** Whether only workers who take sensitive items may have the task. */
export function isSensitive({ sensitive, moderation }: Pick<Task, 'sensitive' | 'moderation'>): boolean {
  return sensitive === true || moderation === 'sensitive';
}

/** A task as it is the moment it is accepted. */
export function openTask(order: TaskOrder): Task {
  return {
    ...order,
    state: 'pending',
    labels: [],
    assignments: [],
    skippedBy: [],
    decision: null,
    payment: { kind: 'none' },
    closedAtMs: null,
  };
}
