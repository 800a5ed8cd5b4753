import { peopleErrors } from './people/errors.ts';
import { type ErrorEntry, tooMuchErrors } from './too-much-errors.ts';

/** The one table of everything that can be refused: the API answers from it, the docs and the SDKs quote it. */
export const errorTable = {
  ...peopleErrors,
  validation_failed: { code: 'VALIDATION_ERROR', status: 400, message: 'the request is not valid' },
  malformed_json: { code: 'VALIDATION_ERROR', status: 400, message: 'the body is not valid JSON' },
  malformed_request: { code: 'VALIDATION_ERROR', status: 400, message: 'the request is malformed' },
  body_required: {
    code: 'VALIDATION_ERROR',
    status: 400,
    message: 'a JSON body is required, with Content-Type: application/json',
  },
  unsupported_task_type: { code: 'VALIDATION_ERROR', status: 400, message: 'unsupported task type' },
  question_required: { code: 'VALIDATION_ERROR', status: 400, message: 'label_spec.question is required' },
  data_url_required: { code: 'VALIDATION_ERROR', status: 400, message: 'data_url is required' },
  unknown_option: { code: 'VALIDATION_ERROR', status: 400, message: 'the label is not one of the options' },

  invalid_api_key: { code: 'UNAUTHORIZED', status: 401, message: 'invalid API key' },
  wrong_credentials: { code: 'UNAUTHORIZED', status: 401, message: 'wrong e-mail or password' },
  not_logged_in: {
    code: 'UNAUTHORIZED',
    status: 401,
    message: 'no valid session: log in with POST /v1/workers/login',
  },
  invalid_metrics_token: { code: 'UNAUTHORIZED', status: 401, message: 'invalid metrics token' },
  invalid_admin_token: { code: 'UNAUTHORIZED', status: 401, message: 'invalid admin token' },

  insufficient_funds: { code: 'INSUFFICIENT_FUNDS', status: 402, message: 'insufficient funds' },

  assets_full: { code: 'FORBIDDEN', status: 403, message: 'your assets take up all the room that they may' },
  quota_exhausted: { code: 'FORBIDDEN', status: 403, message: 'quota exhausted' },
  account_suspended: { code: 'FORBIDDEN', status: 403, message: 'this account is suspended' },
  profile_incomplete: {
    code: 'FORBIDDEN',
    status: 403,
    message:
      'complete your profile first: PUT /v1/workers/me/profile with display_name, country and primary_language',
  },
  account_leaving: { code: 'FORBIDDEN', status: 403, message: 'the account is to be deleted' },
  confirmation_needed: {
    code: 'FORBIDDEN',
    status: 403,
    message: 'confirm that it is you: send your password as well, or log in again',
  },
  cross_site_request: {
    code: 'FORBIDDEN',
    status: 403,
    message: 'a session cookie is not accepted from another site',
  },

  route_not_found: { code: 'NOT_FOUND', status: 404, message: 'no such route' },
  admin_disabled: { code: 'NOT_FOUND', status: 404, message: 'the admin API is off: set ASG_ADMIN_TOKEN' },
  metrics_disabled: {
    code: 'NOT_FOUND',
    status: 404,
    message: 'metrics are off: set ASG_METRICS_TOKEN or ASG_METRICS_ADDRESSES',
  },
  question_not_found: { code: 'NOT_FOUND', status: 404, message: 'question not found' },
  customer_not_found: { code: 'NOT_FOUND', status: 404, message: 'customer not found' },
  settlement_not_found: { code: 'NOT_FOUND', status: 404, message: 'settlement not found' },
  account_not_found: { code: 'NOT_FOUND', status: 404, message: 'account not found' },
  worker_not_found: { code: 'NOT_FOUND', status: 404, message: 'worker not found' },
  link_not_found: { code: 'NOT_FOUND', status: 404, message: 'no link of these accounts' },
  invitation_not_found: { code: 'NOT_FOUND', status: 404, message: 'invitation not found' },
  pool_not_found: { code: 'NOT_FOUND', status: 404, message: 'pool not found' },
  key_not_found: { code: 'NOT_FOUND', status: 404, message: 'API key not found' },
  task_not_found: { code: 'NOT_FOUND', status: 404, message: 'task not found' },
  invoice_not_found: { code: 'NOT_FOUND', status: 404, message: 'invoice not found' },
  asset_not_found: { code: 'NOT_FOUND', status: 404, message: 'asset not found' },
  batch_not_found: { code: 'NOT_FOUND', status: 404, message: 'batch not found' },
  job_not_found: { code: 'NOT_FOUND', status: 404, message: 'job not found' },
  webhook_not_found: { code: 'NOT_FOUND', status: 404, message: 'webhook not found' },
  delivery_not_found: { code: 'NOT_FOUND', status: 404, message: 'delivery not found' },
  model_not_found: { code: 'NOT_FOUND', status: 404, message: 'model not found' },
  assignment_not_found: { code: 'NOT_FOUND', status: 404, message: 'assignment not found' },
  gold_not_found: { code: 'NOT_FOUND', status: 404, message: 'gold item not found' },
  deposit_not_found: { code: 'NOT_FOUND', status: 404, message: 'deposit not found' },
  report_not_found: { code: 'NOT_FOUND', status: 404, message: 'report not found' },
  appeal_not_found: { code: 'NOT_FOUND', status: 404, message: 'appeal not found' },
  method_not_allowed: { code: 'METHOD_NOT_ALLOWED', status: 405, message: 'method not allowed' },
  request_timeout: { code: 'REQUEST_TIMEOUT', status: 408, message: 'the request took too long to arrive' },

  deletion_begun: { code: 'CONFLICT', status: 409, message: 'the account is being erased' },
  email_taken: { code: 'CONFLICT', status: 409, message: 'email already registered' },
  wallet_needed: {
    code: 'CONFLICT',
    status: 409,
    message: 'set a wallet first: PUT /v1/workers/me/wallet with an address or a paymail',
  },
  nothing_to_withdraw: {
    code: 'CONFLICT',
    status: 409,
    message: 'nothing is held for you that is in a block yet',
  },
  pay_on_hold: {
    code: 'CONFLICT',
    status: 409,
    message: 'what new workers earn is held at first: see pay_hold in GET /v1/workers/me',
  },
  idempotency_conflict: {
    code: 'CONFLICT',
    status: 409,
    message: 'idempotency key was already used with another body',
  },
  too_many_webhooks: {
    code: 'CONFLICT',
    status: 409,
    message: 'an account has at most 50 webhooks: delete one first',
  },
  model_exists: {
    code: 'CONFLICT',
    status: 409,
    message: 'there is a model of that name: change it, or delete it first',
  },
  too_many_models: {
    code: 'CONFLICT',
    status: 409,
    message: 'an account has at most 20 models: delete one first',
  },
  too_many_pools: { code: 'CONFLICT', status: 409, message: 'an account joins at most 20 pools' },
  too_many_invitations: { code: 'CONFLICT', status: 409, message: 'at most 200 invitations a day' },
  asset_in_use: {
    code: 'CONFLICT',
    status: 409,
    message: 'an open task shows this asset: cancel it, or wait until it has ended',
  },
  task_open: {
    code: 'CONFLICT',
    status: 409,
    message: 'task is open: cancel it, or wait until it has ended',
  },
  task_undecided: {
    code: 'CONFLICT',
    status: 409,
    message: 'task is not decided: wait for its label, or give one',
  },
  item_gone: { code: 'CONFLICT', status: 409, message: 'the item of this task is not there any more' },
  gold_exists: {
    code: 'CONFLICT',
    status: 409,
    message: 'this task is gold already, with another label or reason: retire that, and add it by hand',
  },
  gold_told: {
    code: 'CONFLICT',
    status: 409,
    message: 'workers were told its answer in practice, so it measures nobody any more: add another item',
  },
  gold_retired: { code: 'CONFLICT', status: 409, message: 'this gold item is retired: add it anew' },
  not_reviewable: {
    code: 'CONFLICT',
    status: 409,
    message: 'only a label, or a task that expired without one, can be reviewed',
  },
  already_relabelled: {
    code: 'CONFLICT',
    status: 409,
    message: 'others are asked about this task already: wait until `relabelled_by` has ended',
  },
  task_closed: { code: 'CONFLICT', status: 409, message: 'task can no longer be cancelled' },
  receipt_not_ready: {
    code: 'CONFLICT',
    status: 409,
    message: 'no receipt yet: wait until the task is settled, e.g. with GET …/result?wait=60&until=settled',
  },
  job_not_completed: {
    code: 'CONFLICT',
    status: 409,
    message: 'the job is not completed yet: ask again later, or with partial=true',
  },
  nothing_compared: {
    code: 'CONFLICT',
    status: 409,
    message: 'only tasks of the type comparison are ranked: there are others among these',
  },
  too_much_to_rank: {
    code: 'CONFLICT',
    status: 409,
    message: 'at most 500 items with 20,000 labels are ranked at once: compare them in several jobs',
  },
  nothing_to_deliver: {
    code: 'CONFLICT',
    status: 409,
    message: 'only the results of a completed job with a delivery are sent',
  },
  job_ended: { code: 'CONFLICT', status: 409, message: 'the job has ended: it can no longer be cancelled' },
  other_label_given: {
    code: 'CONFLICT',
    status: 409,
    message: 'another label was already given: a label is final',
  },
  already_labelled: {
    code: 'CONFLICT',
    status: 409,
    message: 'a label was already given: it cannot be skipped',
  },

  item_not_fetched: {
    code: 'ITEM_NOT_FETCHED',
    status: 409,
    message: 'look at the item first: GET the `data.url` of the assignment, then give the label',
  },
  not_contestable: {
    code: 'CONFLICT',
    status: 409,
    message:
      'only a label that came out and earned nothing can be contested: see `contestable` in your history',
  },
  not_suspended: {
    code: 'CONFLICT',
    status: 409,
    message: 'you are not suspended: to contest a label, name its assignment_id',
  },
  contested: { code: 'CONFLICT', status: 409, message: 'this was contested already' },
  too_many_appeals: {
    code: 'CONFLICT',
    status: 409,
    message: 'at most 20 appeals wait at a time: contest this once one of them is answered',
  },
  too_many_deposits: {
    code: 'CONFLICT',
    status: 409,
    message: 'at most 20 deposits in a day: pay to one that you have, as often as you like',
  },
  too_many_keys: {
    code: 'CONFLICT',
    status: 409,
    message: 'an account has at most 20 API keys: revoke one first',
  },
  last_key: {
    code: 'CONFLICT',
    status: 409,
    message: 'this is the last API key of the account: make another with POST /v1/customers/me/keys first',
  },

  lease_ended: {
    code: 'GONE',
    status: 410,
    message: 'the lease of this assignment has ended: ask for new work',
  },
  task_expired: { code: 'GONE', status: 410, message: 'task expired without a consensus' },
  task_cancelled: { code: 'GONE', status: 410, message: 'task was cancelled' },
  range_not_satisfiable: {
    code: 'RANGE_NOT_SATISFIABLE',
    status: 416,
    message: 'the item has no such bytes',
  },
  media_unavailable: {
    code: 'MEDIA_UNAVAILABLE',
    status: 424,
    message: 'the item cannot be fetched: try again, or skip the task',
  },
  media_unsupported: {
    code: 'MEDIA_UNSUPPORTED',
    status: 424,
    message: 'the item is neither an image that browsers show nor text: skip the task',
  },
  media_too_large: {
    code: 'MEDIA_TOO_LARGE',
    status: 424,
    message: 'the item is larger than 10 MiB: skip the task',
  },
  body_too_large: { code: 'PAYLOAD_TOO_LARGE', status: 413, message: 'the body is too large' },
  uri_too_long: { code: 'URI_TOO_LONG', status: 414, message: 'the URL is too long' },
  unsupported_media_type: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    status: 415,
    message: 'send the body as JSON, with Content-Type: application/json',
  },
  asset_unsupported: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    status: 415,
    message: 'the body is neither an image nor UTF-8 text',
  },
  encoded_body: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    status: 415,
    message: 'the Content-Encoding of the body is not known: send gzip, deflate, br or zstd, or none',
  },
  ...tooMuchErrors,
  headers_too_large: { code: 'HEADERS_TOO_LARGE', status: 431, message: 'the headers are too large' },
  internal: { code: 'INTERNAL_ERROR', status: 500, message: 'internal error' },
  unavailable: { code: 'UNAVAILABLE', status: 503, message: 'temporarily unavailable: try again' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorName = keyof typeof errorTable;
export type ErrorCode = (typeof errorTable)[ErrorName]['code'];
export type ErrorStatus = (typeof errorTable)[ErrorName]['status'];

/** Every code that an answer can carry, each once. */
export const errorCodes: readonly ErrorCode[] = [
  ...new Set(Object.values(errorTable).map((entry) => entry.code)),
];
