import { reviewed } from './task/review-names.ts';

/**
 * Every closed set of names that records, the API and the apps have in common, each once. A member that is added here is
 * missed by the compiler wherever something has to be decided about it.
 */
export * from './accounts/orders.ts';
export * from './jobs/export-names.ts';
export * from './people/mail-names.ts';
export * from './people/names.ts';
export * from './task/review-names.ts';
export * from './task/type-names.ts';
export * from './trail/names.ts';
export * from './trust/gold-names.ts';

/** How large a customer gets an item: as workers see it, or as a list shows it. */
export const itemSizes = ['full', 'thumbnail'] as const;
export type ItemSize = (typeof itemSizes)[number];

export const taskStates = ['pending', 'in_progress', 'verified', 'settled', 'expired', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

/** What tasks are listed by, and which way. */
export const taskSorts = ['created', 'decided', 'confidence'] as const;
export type TaskSort = (typeof taskSorts)[number];
export const listOrders = ['asc', 'desc'] as const;
export type ListOrder = (typeof listOrders)[number];
/** Keys of metadata that an organisation's tasks are listed by, at most. */
export const listedKeysMax = 8;

/** Why a task expired, where that was neither its deadline nor its labels: nobody can see its item. */
export const expiryReasons = ['item_unshowable', 'taken_down'] as const;
export type ExpiryReason = (typeof expiryReasons)[number];

/** What the worker of a label began with, where the task has a start: that, or nothing. */
export const labelBegins = ['start', 'empty'] as const;
export type LabelBegin = (typeof labelBegins)[number];

export const consensusPolicies = ['threshold', 'adaptive'] as const;
export type ConsensusPolicyName = (typeof consensusPolicies)[number];

/** What customers are told of. */
export const taskEventTypes = ['task.settled', 'task.verified', 'task.expired', 'task.cancelled'] as const;
export type TaskEventType = (typeof taskEventTypes)[number];
export const jobEventTypes = ['job.completed'] as const;
export type JobEventType = (typeof jobEventTypes)[number];
export const balanceEventTypes = ['balance.low'] as const;
export type BalanceEventType = (typeof balanceEventTypes)[number];
export const eventTypes = [...taskEventTypes, ...jobEventTypes, ...balanceEventTypes, ...reviewed] as const;
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
export const movePurposes = [...treasuryMovePurposes, 'withdrawal', 'forfeit', 'sweep', 'refund'] as const;
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

/** What the operator can say of a task's item. */
export const moderations = ['sensitive', 'taken_down'] as const;
export type Moderation = (typeof moderations)[number];
/** What a worker can report of an item. */
export const reportReasons = [
  'sexual',
  'violence',
  'hate',
  'self_harm',
  'child_abuse',
  'personal_data',
  'illegal',
  'other',
] as const;
export type ReportReason = (typeof reportReasons)[number];
/** What the operator decides on a report. */
export const reportVerdicts = ['dismissed', 'marked_sensitive', 'taken_down'] as const;
export type ReportVerdict = (typeof reportVerdicts)[number];
export const reportStatuses = ['open', ...reportVerdicts] as const;
export type ReportStatus = (typeof reportStatuses)[number];

export const jobStatuses = ['queued', 'ingesting', 'labeling', 'completed', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** Lines of a job that there is something wrong with: no task came of it, or nobody can see its item. */
export const jobErrorKinds = ['rejected', 'unshowable'] as const;
export type JobErrorKind = (typeof jobErrorKinds)[number];

/** Where customers keep manifests and have results written to. */
export const bucketKinds = ['s3', 'gcs'] as const;
export type BucketKind = (typeof bucketKinds)[number];

/** What is added up of settled tasks, by day and by month, in the order of an invoice's file. */
export const usageSums = [
  'tasksSettled',
  'tasksPaidUnlabelled',
  'payoutSats',
  'feeSats',
  'labelsSaved',
  'goldAnswersPaid',
  'balanceSats',
] as const;
export type UsageSum = (typeof usageSums)[number];
/** `column`: of the embedded engine's tables. `field`: of replies and files. */
export const usageSumNames = {
  tasksSettled: { column: 'tasks_settled', field: 'tasks_settled', unit: 'count' },
  tasksPaidUnlabelled: { column: 'tasks_paid_unlabelled', field: 'tasks_paid_unlabelled', unit: 'count' },
  payoutSats: { column: 'payout_sats', field: 'worker_payouts_sats', unit: 'sats' },
  feeSats: { column: 'fee_sats', field: 'platform_fee_sats', unit: 'sats' },
  labelsSaved: { column: 'labels_saved', field: 'labels_saved', unit: 'count' },
  goldAnswersPaid: { column: 'gold_answers_paid', field: 'gold_answers_paid', unit: 'count' },
  balanceSats: { column: 'balance_sats', field: 'from_balance_sats', unit: 'sats' },
} as const satisfies Readonly<Record<UsageSum, UsageSumName>>;
interface UsageSumName {
  readonly column: string;
  readonly field: string;
  readonly unit: 'count' | 'sats';
}
export type UsageField = (typeof usageSumNames)[UsageSum]['field'];

/**
 * Of a payment to a deposit's address. waiting: not deep enough in our own chain of headers. too_small: below the least that is
 * credited. lost: no network knows it any more.
 */
export const depositPaymentStates = ['waiting', 'credited', 'too_small', 'lost'] as const;
export type DepositPaymentState = (typeof depositPaymentStates)[number];

/** What a task's cost is covered by. allowance: what sandbox accounts are given. balance: the customer's money. house: the operator. */
export const coverSources = ['allowance', 'balance', 'house'] as const;
export type CoverSource = (typeof coverSources)[number];

/** How money comes into a customer's balance and leaves it, other than for tasks. */
export const balanceEntryKinds = [
  'allowance',
  'grant',
  'deposit',
  'deposit_reversed',
  'refund',
  'forfeit',
] as const;
export type BalanceEntryKind = (typeof balanceEntryKinds)[number];

/** Of customers: sets quota and rates. */
export const tiers = ['sandbox', 'growth', 'scale', 'enterprise'] as const;
export type Tier = (typeof tiers)[number];

/** How far a worker is trusted. `review` gets gold tasks alone until they recover, and is told `fair`. */
export const trustLevels = ['new', 'review', 'fair', 'reliable', 'trusted'] as const;
export type TrustLevel = (typeof trustLevels)[number];

/** What the operator should look at. */
export const signalKinds = [
  'too_fast',
  'one_option',
  'lock_step',
  'shared_wallet',
  'linked',
  'items_not_fetched',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** Evidence that two accounts are one person's. Strong: one payee or browser, the same errors. Weak, never enough: one range of addresses, made within minutes. */
export const strongLinkKinds = ['wallet', 'device', 'shared_errors'] as const;
export const linkKinds = [...strongLinkKinds, 'address', 'burst'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** How a label came out. What is not paid can be contested; `conceded` was, with success. No worker is told which tasks were gold. */
export const labelOutcomes = ['waiting', 'agreed', 'disagreed', 'undecided', 'conceded'] as const;
export type LabelOutcome = (typeof labelOutcomes)[number];

/** How it stands with what a label earns. own_people: their organisation pays them, or nobody does. */
export const payStates = ['waiting', 'due', 'paid', 'not_paid', 'own_people'] as const;
export type PayState = (typeof payStates)[number];

/** What an appeal contests. */
export const appealKinds = ['label', 'suspension'] as const;
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

/** Where a person signs in: an e-mail is one person's in each of them. */
export const realms = ['work', 'console'] as const;
export type Realm = (typeof realms)[number];

/** Of mails: those of the worker app. */
export const mailLanguages = ['en', 'ar', 'de', 'es', 'fr', 'pt-BR'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

const baseOf = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? '';

/** The first of the wanted ones, e.g. `pt` or `de-AT`, that mails are written in, whatever the region; else English. */
export function mailLanguageOf(wanted: readonly string[]): MailLanguage {
  const found = wanted.map((tag) => mailLanguages.find((one) => baseOf(one) === baseOf(tag)));
  return found.find((language) => language !== undefined) ?? 'en';
}

/** waiting: for its next attempt. dropped: there was nobody to tell, or it came too late. failed: refused for good. */
export const mailStates = ['waiting', 'sent', 'dropped', 'failed'] as const;
export type MailState = (typeof mailStates)[number];

/** What the server asks a customer's model for. logprobs: a label, with how likely its tokens were. asked: a number for each option. */
export const modelScores = ['none', 'logprobs', 'asked'] as const;
export type ModelScores = (typeof modelScores)[number];

/** Of a model that the server asks. waiting: its endpoint failed, and is asked again later. */
export const ownModelStates = ['running', 'waiting', 'budget_used', 'switched_off'] as const;
export type OwnModelState = (typeof ownModelStates)[number];
