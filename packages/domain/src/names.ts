/**
 * Every closed set of names that records, the API and the apps have in common, each once. A member that is added here is
 * missed by the compiler wherever something has to be decided about it.
 */
export const taskTypes = ['image_classification', 'text_classification', 'sentiment', 'moderation'] as const;
export type TaskType = (typeof taskTypes)[number];

/** What a worker looks at, unless the item itself says otherwise. */
export const itemKinds = {
  image_classification: 'image',
  text_classification: 'text',
  sentiment: 'text',
  moderation: 'text',
} as const satisfies Readonly<Record<TaskType, 'image' | 'text'>>;

export const taskStates = ['pending', 'in_progress', 'verified', 'settled', 'expired', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

export const consensusPolicies = ['threshold', 'adaptive'] as const;
export type ConsensusPolicyName = (typeof consensusPolicies)[number];

/** What customers are told of. */
export const taskEventTypes = ['task.settled', 'task.verified', 'task.expired', 'task.cancelled'] as const;
export type TaskEventType = (typeof taskEventTypes)[number];
export const jobEventTypes = ['job.completed'] as const;
export type JobEventType = (typeof jobEventTypes)[number];
export const eventTypes = [...taskEventTypes, ...jobEventTypes] as const;
export type EventType = (typeof eventTypes)[number];

/** How far a message to a webhook is. */
export const deliveryStates = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * planned: tasks reserved, nothing stored yet. signed: stored whole, not sent. broadcasting: sent, no answer yet.
 * unknown: the answer is lost or unclear. seen: the network has it. final: 6 blocks deep.
 */
export const settlementStates = [
  'planned',
  'signed',
  'broadcasting',
  'unknown',
  'seen',
  'mined',
  'final',
  'contested',
  'orphaned',
  'stale',
  'failed',
] as const;
export type SettlementState = (typeof settlementStates)[number];

/** What the operator asks for by hand. */
export const treasuryMovePurposes = ['fan_out', 'consolidation'] as const;
export type TreasuryMovePurpose = (typeof treasuryMovePurposes)[number];
/** All that is not for tasks. */
export const movePurposes = [...treasuryMovePurposes, 'withdrawal'] as const;
export const settlementPurposes = ['payment', ...movePurposes] as const;
export type SettlementPurpose = (typeof settlementPurposes)[number];

/**
 * Decides address prefixes, proof of work and where links point to. local: the chain in the program. regtest: a BSV node's own
 * private chain. Only main is real money.
 */
export const networks = ['local', 'regtest', 'test', 'main'] as const;
export type Network = (typeof networks)[number];

/** seen: the network has the transaction. mined: it is in a block. final: that block is 6 deep. */
export const receiptStatuses = ['seen', 'mined', 'final'] as const;
export type ReceiptStatus = (typeof receiptStatuses)[number];

export const jobStatuses = ['queued', 'ingesting', 'labeling', 'completed', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** Where customers keep manifests and have results written to. */
export const bucketKinds = ['s3', 'gcs'] as const;
export type BucketKind = (typeof bucketKinds)[number];
/** How the labels of a job are written to a bucket, and handed out. */
export const deliveryFormats = ['jsonl', 'ground_truth'] as const;
export type DeliveryFormat = (typeof deliveryFormats)[number];
export const exportFormats = ['jsonl', 'csv', 'ground_truth'] as const;
export type ExportFormat = (typeof exportFormats)[number];
/** How the name of an exported file ends. */
export const exportExtensions = {
  jsonl: 'jsonl',
  csv: 'csv',
  ground_truth: 'manifest',
} as const satisfies Readonly<Record<ExportFormat, string>>;

/** What is added up of settled tasks, by day and by month, in the order of an invoice's file. */
export const usageSums = [
  'tasksSettled',
  'tasksPaidUnlabelled',
  'payoutSats',
  'feeSats',
  'labelsSaved',
] as const;
export type UsageSum = (typeof usageSums)[number];
/** `column`: of the embedded engine's tables. `field`: of replies and files. */
export const usageSumNames = {
  tasksSettled: { column: 'tasks_settled', field: 'tasks_settled', unit: 'count' },
  tasksPaidUnlabelled: { column: 'tasks_paid_unlabelled', field: 'tasks_paid_unlabelled', unit: 'count' },
  payoutSats: { column: 'payout_sats', field: 'worker_payouts_sats', unit: 'sats' },
  feeSats: { column: 'fee_sats', field: 'platform_fee_sats', unit: 'sats' },
  labelsSaved: { column: 'labels_saved', field: 'labels_saved', unit: 'count' },
} as const satisfies Readonly<Record<UsageSum, UsageSumName>>;
interface UsageSumName {
  readonly column: string;
  readonly field: string;
  readonly unit: 'count' | 'sats';
}
export type UsageField = (typeof usageSumNames)[UsageSum]['field'];

/** Of customers: sets quota and rates. */
export const tiers = ['sandbox', 'growth', 'scale', 'enterprise'] as const;
export type Tier = (typeof tiers)[number];

/** What a worker is told: `review` gets gold tasks alone until they recover. */
export const trustLevels = ['new', 'review', 'fair', 'reliable', 'trusted'] as const;
export type TrustLevel = (typeof trustLevels)[number];

/** What the operator should look at. */
export const signalKinds = ['too_fast', 'one_option', 'lock_step', 'shared_wallet'] as const;
export type SignalKind = (typeof signalKinds)[number];

/** How a label of the worker came out. `gold_miss` can be contested; `conceded` was, with success. */
export const labelOutcomes = [
  'waiting',
  'agreed',
  'disagreed',
  'undecided',
  'gold_miss',
  'conceded',
] as const;
export type LabelOutcome = (typeof labelOutcomes)[number];

/** What an appeal contests. */
export const appealKinds = ['gold_miss', 'suspension'] as const;
export type AppealKind = (typeof appealKinds)[number];

/** From when on a result is waited for. */
export const resultMoments = ['decided', 'settled'] as const;
export type ResultMoment = (typeof resultMoments)[number];

/**
 * What a process does. gateway: the HTTP API. router: takes back what workers let lapse, keeps the queue in order.
 * settler: pays. webhooks: tells receivers. jobs: reads manifests, delivers results, closes invoices. chain: is the local chain.
 */
export const processRoles = ['gateway', 'router', 'settler', 'webhooks', 'jobs', 'chain'] as const;
export type ProcessRole = (typeof processRoles)[number];

/** Whether the text is one of the names. */
export function isOneOf<const T extends string>(names: readonly T[], text: unknown): text is T {
  return names.some((name) => name === text);
}

/** The names that a table has a row for, in its order. */
export function namesIn<T extends string>(table: Readonly<Record<T, unknown>>): readonly T[] {
  return Object.keys(table) as T[];
}

/** A value for each of the names. */
export function recordOf<const T extends string, V>(
  names: readonly T[],
  value: (name: T) => V,
): Record<T, V> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<T, V>;
}
