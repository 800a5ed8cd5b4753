import type { Break } from './oasdiff.ts';

/** Breaks that were decided on: of what no published page promises, or of what programs are told to bear. */
export interface Accepted extends Pick<Break, 'id'> {
  /** Part of what is said of each of them, e.g. a new value's name: all of them are accepted, wherever they are. */
  readonly says: string;
  /** Method and path that it is decided for; without it, any. */
  readonly of?: string;
  /** Why no program that keeps to the published pages is hurt. */
  readonly why: string;
}

const noTaskIds =
  'No published page shows workers an id of a task, and by it they told gold from the rest: the id of the assignment names their claim and their label instead';
const noTaskId = (of: string): Accepted => ({
  id: 'response-required-property-removed',
  says: 'task_id`',
  of,
  why: noTaskIds,
});
const opaque = 'A cursor is opaque: one of an earlier answer is as long as it was made';

const itemByValue =
  'A request without `data` needs `data_url` as it always did; one with it was refused as an unknown field before';

const ownMoves =
  'Only the operator sees purposes of treasury moves, by name: a move of another purpose is read as any other';

const delivered = (format: string): Accepted => ({
  id: 'response-property-enum-value-added',
  says: `new \`${format}\` enum value to the \`delivery/format\``,
  why: 'a job has the format that was asked for with it',
});
const deliveredInList = (format: string): Accepted => ({
  ...delivered(format),
  says: `new \`${format}\` enum value to the \`data/items/delivery/format\``,
});
/** Types whose labels are no options. */
const ofType = (type: string): Accepted => ({
  id: 'response-property-enum-value-added',
  says: `new \`${type}\` enum value`,
  why: 'A task has the type that it was submitted with, and so has what is told of it; programs that submit none of the new types meet none',
});
const newTypes = ['comparison', 'multi_label', 'rating', 'bounding_boxes', 'text_spans'];

const deliveryFormats = [
  'csv',
  'parquet',
  'label_studio',
  'huggingface',
  'label_studio_config',
  'preferences',
  'preferences_csv',
  'coco',
  'voc',
  'yolo',
  'conll',
  'spacy',
];

const accepted: readonly Accepted[] = [
  ...newTypes.map(ofType),
  {
    id: 'response-property-enum-value-added',
    says: '`2.00` enum value to the `version`',
    of: 'GET /v1/tasks/{task_id}/receipt',
    why: 'A receipt of version 2 is of a task of a new type; all others are of version 1 as before',
  },
  {
    id: 'response-property-became-nullable',
    says: '`assignments/items/data`',
    of: 'POST /v1/work/next',
    why: 'Only a comparison can have nothing above its items; what workers are offered is on no published page',
  },
  ...deliveryFormats.flatMap((format) => [delivered(format), deliveredInList(format)]),
  {
    id: 'response-property-enum-value-added',
    says: '`INSUFFICIENT_FUNDS`',
    why: 'it comes with status 402, which no program met before, for accounts that pay from a balance; sandbox accounts see the published 403',
  },
  { id: 'response-property-enum-value-added', says: 'new `sweep` enum value', why: ownMoves },
  { id: 'response-property-enum-value-added', says: 'new `refund` enum value', why: ownMoves },
  {
    id: 'response-property-enum-value-added',
    says: '`balance.low` enum value',
    why: 'a webhook names the events that it gets, and this one is sent to nobody who has not asked to be told by PUT /v1/billing/limits',
  },
  {
    id: 'response-property-enum-value-added',
    says: '`task.reviewed` enum value',
    why: 'a webhook names the events that it gets, and this one is of what the customer says of a label by PUT /v1/tasks/{task_id}/review',
  },
  {
    id: 'response-property-enum-value-added',
    says: '`ITEM_NOT_FETCHED`',
    why: 'it comes with status 409, as other refusals of a label do, and only where the operator has set that labels without a look are refused',
  },
  {
    id: 'response-property-enum-value-added',
    says: '`items_not_fetched` enum value',
    why: 'only the operator sees signals of workers, by name: another one is read as any other',
  },
  { id: 'request-body-if-added', says: 'subschema', why: itemByValue },
  { id: 'request-body-else-added', says: 'subschema', why: itemByValue },
  { id: 'request-property-if-added', says: 'subschema', why: itemByValue },
  { id: 'request-property-else-added', says: 'subschema', why: itemByValue },
  noTaskId('POST /v1/work/next'),
  noTaskId('POST /v1/work/{assignment_id}/label'),
  noTaskId('GET /v1/workers/me/appeals'),
  noTaskId('POST /v1/workers/me/appeals'),
  noTaskId('GET /v1/workers/me/history'),
  {
    id: 'request-property-removed',
    says: '`task_id`',
    of: 'POST /v1/workers/me/appeals',
    why: noTaskIds,
  },
  {
    id: 'request-parameter-min-length-set',
    says: '`cursor`',
    of: 'GET /v1/workers/me/history',
    why: opaque,
  },
  {
    id: 'request-parameter-max-length-set',
    says: '`cursor`',
    of: 'GET /v1/workers/me/history',
    why: opaque,
  },
  {
    id: 'request-parameter-pattern-changed',
    says: '`cursor`',
    of: 'GET /v1/admin/workers/{worker_id}/confusion',
    why: 'What is known of workers is kept by customer too; cursors of before stay good, and nobody but the operator has any',
  },
  {
    id: 'request-parameter-pattern-changed',
    says: '`cursor`',
    of: 'GET /v1/admin/workers',
    why: 'A sorted list has cursors of its own; those of before stay good',
  },
  {
    id: 'response-property-enum-value-added',
    says: 'the new `label` enum value to the',
    why: 'Any label is contested now, and `gold_miss` told workers which were gold; what is contested is on no published page',
  },
  {
    id: 'response-property-became-nullable',
    says: 'task/gold_',
    why: 'What the operator sees of appeals is on no published page; a label that is contested need not be of gold any more',
  },
  {
    id: 'response-property-enum-value-added',
    says: '`forfeit` enum value',
    why: 'What the operator sees of the treasury is on no published page: it grows with what the treasury does',
  },
  {
    id: 'response-property-enum-value-added',
    says: '`linked` enum value',
    why: 'What the operator sees of accounts is on no published page: it grows with what is looked for',
  },
  {
    id: 'request-body-if-added',
    says: "added 'if' subschema",
    why: 'A request without `data` has a `data_url` as before: what was accepted is accepted',
  },
  {
    id: 'request-body-else-added',
    says: "added 'else' subschema",
    why: 'A request without `data` has a `data_url` as before: what was accepted is accepted',
  },
  {
    id: 'request-property-if-added',
    says: "added 'if' subschema",
    why: 'A request without `data` has a `data_url` as before: what was accepted is accepted',
  },
  {
    id: 'request-property-else-added',
    says: "added 'else' subschema",
    why: 'A request without `data` has a `data_url` as before: what was accepted is accepted',
  },
];

const isOf = ({ id, says, of }: Accepted, found: Break): boolean =>
  found.id === id && found.text.includes(says) && (of ?? routeOf(found)) === routeOf(found);
const routeOf = ({ operation, path }: Break): string => `${operation} ${path}`;

/** The breaks that nobody decided on, and the decisions that no break needs. */
export function judged(
  breaks: readonly Break[],
  decided: readonly Accepted[] = accepted,
): { readonly refused: readonly Break[]; readonly stale: readonly Accepted[] } {
  return {
    refused: breaks.filter((found) => !decided.some((one) => isOf(one, found))),
    stale: decided.filter((one) => !breaks.some((found) => isOf(one, found))),
  };
}
