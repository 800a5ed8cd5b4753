import { houseCustomerId } from '../ids/ids.ts';
import { type ReviewVerdict, type TaskSort, type TaskState, taskSorts } from '../names.ts';
import type { Sha256 } from '../sha256.ts';
import { reviewOf } from '../task/review.ts';
import type { Task, TaskOrder } from '../task/task.ts';
import { templateKey } from '../trust/template.ts';
import { listedValue } from './metadata-value.ts';
import { answerOf, type MetadataPair, type TaskFilter } from './task-filter.ts';

/** What the tasks of one list have in common, beside their customer. */
export interface ListScope {
  readonly jobId?: string;
  readonly template?: string;
  readonly answer?: string;
  readonly status?: TaskState;
  readonly review?: ReviewVerdict;
  readonly metadata?: MetadataPair;
}

/** Where a task stands: the list's name, and its place there, which ends in the task's id. */
export type ListPlace = readonly [list: string, place: string];

const utf8 = new TextEncoder();
const nameBytes = 16;
const momentDigits = 15;
const confidenceDigits = 7;
const micros = 1_000_000;
/** Names by what they are made of: those of a job or template are asked for with each of its tasks. */
const lately = new Map<string, string>();
const latelyMax = 1_000;

/** Names a list; 32 hex digits, which tell nothing of what its tasks have in common. */
export function listName(customerId: string, sort: TaskSort, scope: ListScope, sha256: Sha256): string {
  const { metadata } = scope;
  // Values of metadata come once, mostly.
  if (metadata !== undefined) return nameOf(customerId, sort, scope, sha256);
  const { jobId, template, answer, status, review } = scope;
  // Only an answer may have any character, so it comes last.
  const of = `${customerId} ${sort} ${jobId} ${template} ${status} ${review} ${answer === undefined ? '' : `=${answer}`}`;
  const known = lately.get(of);
  if (known !== undefined) return known;
  const name = nameOf(customerId, sort, scope, sha256);
  if (lately.size === latelyMax) lately.clear();
  lately.set(of, name);
  return name;
}

function nameOf(customerId: string, sort: TaskSort, scope: ListScope, sha256: Sha256): string {
  const { jobId, template, answer, status, review, metadata } = scope;
  const text = JSON.stringify([
    customerId,
    sort,
    jobId,
    template,
    answer,
    status,
    metadata?.key,
    metadata?.value,
    // Names of before stay as they are.
    ...(review === undefined ? [] : [review]),
  ]);
  const hash = sha256(utf8.encode(text)).subarray(0, nameBytes);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Sorts before all places of that moment or later. */
export const momentPlace = (ms: number): string => String(Math.max(0, ms)).padStart(momentDigits, '0');

/** Sorts before all places of that confidence or more, and after those of less: both but for a millionth. */
export const confidencePlace = (confidence: number): string =>
  String(Math.round(confidence * micros)).padStart(confidenceDigits, '0');

/** Its place in lists of that order; null: it stands in none. */
export function placeOf(
  sort: TaskSort,
  { taskId, decision }: Pick<Task, 'taskId' | 'decision'>,
): string | null {
  if (sort === 'created') return taskId;
  if (decision === null) return null;
  if (sort === 'decided') return `${momentPlace(decision.decidedAtMs)} ${taskId}`;
  return `${confidencePlace(decision.confidence)} ${taskId}`;
}

/** The id that a place ends in. */
export const taskAt = (place: string): string => place.slice(place.lastIndexOf(' ') + 1);

/** Gold, and what concedes a label, are on nobody's lists. */
function isListed({ gold, customerId }: Pick<TaskOrder, 'gold' | 'customerId'>): boolean {
  return gold === undefined && customerId !== houseCustomerId;
}

/** Most tasks pass through the others, and are found among all without a list. */
const listedStates: ReadonlySet<TaskState> = new Set(['expired', 'cancelled']);

/** Where a new task stands. `keys`: of the metadata that its customer's tasks are listed by. */
export function openedPlaces(
  order: TaskOrder,
  keys: readonly string[],
  sha256: Sha256,
): readonly ListPlace[] {
  if (!isListed(order)) return [];
  const { taskId, customerId } = order;
  return pairsOf(order, keys).map(
    (metadata): ListPlace => [listName(customerId, 'created', { metadata }, sha256), taskId],
  );
}

/** Of the keys, those that the metadata has, with what lists compare. */
function pairsOf(
  { metadata }: Pick<TaskOrder, 'metadata'>,
  keys: readonly string[],
): readonly MetadataPair[] {
  if (metadata === null || keys.length === 0) return [];
  return keys.flatMap((key) => {
    const value = listedValue(metadata, key);
    return value === null ? [] : [{ key, value }];
  });
}

/** Where a change of a task puts it. Nothing takes it from there but the end of its content. */
export function addedPlaces(
  before: Task,
  after: Task,
  keys: readonly string[],
  sha256: Sha256,
): readonly ListPlace[] {
  const isReviewed = before.reviewed !== after.reviewed;
  if ((before.state === after.state && !isReviewed) || !isListed(after)) return [];
  const { taskId, customerId, state: status } = after;
  const isDecided = before.decision === null && after.decision !== null;
  return [
    ...(isDecided ? decidedPlaces(after, keys, sha256) : []),
    ...(isReviewed ? reviewedPlaces(after, sha256) : []),
    ...(listedStates.has(status) && before.state !== status
      ? [[listName(customerId, 'created', { status }, sha256), taskId] as const]
      : []),
  ];
}

/** One that says something else now stays where it was: readers look at what it is. */
function reviewedPlaces(task: Task, sha256: Sha256): readonly ListPlace[] {
  const review = reviewOf(task)?.verdict;
  if (review === undefined) return [];
  const { customerId, jobId } = task;
  const [ofAll, ofJob] = [{ review }, jobId == null ? [] : [{ jobId, review }]];
  const scopes: Readonly<Record<TaskSort, readonly ListScope[]>> = {
    created: [ofAll],
    decided: [ofAll, ...ofJob],
    confidence: [ofAll, ...ofJob, { template: templateKey(task, sha256), review }],
  };
  return taskSorts.flatMap((sort) => {
    const place = placeOf(sort, task);
    return place === null
      ? []
      : scopes[sort].map((scope): ListPlace => [listName(customerId, sort, scope, sha256), place]);
  });
}

function decidedPlaces(task: Task, keys: readonly string[], sha256: Sha256): readonly ListPlace[] {
  const { customerId, jobId, taskId } = task;
  const answer = answerOf(task);
  if (answer === null) return [];
  const template = templateKey(task, sha256);
  const ofJob = jobId == null ? [] : [{ jobId }];
  const ofMetadata = pairsOf(task, keys).map((metadata) => ({ metadata }));
  const scopes: Readonly<Record<Exclude<TaskSort, 'created'>, readonly ListScope[]>> = {
    decided: [{}, ...ofJob, ...ofMetadata],
    confidence: [
      {},
      ...[...ofJob, { template }].flatMap((owner) => [owner, { ...owner, answer }]),
      ...ofMetadata,
    ],
  };
  const found: ListPlace[] = [[listName(customerId, 'created', { answer }, sha256), taskId]];
  for (const sort of ['decided', 'confidence'] as const) {
    const place = placeOf(sort, task);
    if (place !== null)
      for (const scope of scopes[sort]) found.push([listName(customerId, sort, scope, sha256), place]);
  }
  return found;
}

/** Every place that it has as it stands: what a task that was stored before there were lists, or before a key was chosen, is to get. */
export function allPlaces(task: Task, keys: readonly string[], sha256: Sha256): readonly ListPlace[] {
  const { reviewed: _reviewed, ...unreviewed } = task;
  const pending = { ...unreviewed, state: 'pending', decision: null } as const;
  return [...openedPlaces(task, keys, sha256), ...addedPlaces(pending, task, keys, sha256)];
}

/** Those that its metadata gave it: they go when its content is erased. */
export function metadataPlaces(task: Task, keys: readonly string[], sha256: Sha256): readonly ListPlace[] {
  const without = new Set(allPlaces(task, [], sha256).map(([list]) => list));
  return allPlaces(task, keys, sha256).filter(([list]) => !without.has(list));
}

/** The one list that has all that is wanted with the least beside; null: the customer's tasks as they were made. */
export function chosenList(filter: TaskFilter, sort: TaskSort, keys: readonly string[]): ListScope | null {
  const { status, template, answer, jobId, review } = filter;
  const metadata = filter.metadata.find(({ key }) => keys.includes(key));
  if (metadata !== undefined) return { metadata };
  // Most tasks have none, and are found among all without a list.
  if (review !== null && review !== 'none') {
    if (sort !== 'created' && jobId !== null) return { jobId, review };
    return sort === 'confidence' && template !== null ? { template, review } : { review };
  }
  if (sort === 'decided') return jobId === null ? {} : { jobId };
  if (sort === 'confidence') {
    const owner = jobId !== null ? { jobId } : template !== null ? { template } : null;
    if (owner === null) return {};
    return answer === null ? owner : { ...owner, answer };
  }
  if (status !== null && listedStates.has(status)) return { status };
  return answer === null ? null : { answer };
}
