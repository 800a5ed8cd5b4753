import type { Static, TObject, TSchema } from 'typebox';
import { type Access, callerRules } from './access.ts';
import { type ErrorName, errorTable } from './errors.ts';

/** An answer that is no refusal; without a schema it has no body. `streams`: it leaves as bytes, not as a value of the schema. */
export interface ResponseContract {
  readonly description: string;
  readonly schema?: TSchema;
  /** Where it is not JSON. */
  readonly contentTypes?: readonly string[];
  readonly streams?: true;
}

/** One operation of the API, as the gateway serves it, the docs show it and the SDKs call it. */
export type RouteContract = Access & Operation;

interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in OpenAPI: parameters in braces. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly headers?: TObject;
  readonly body?: TSchema;
  /** The body may be left out. */
  readonly bodyOptional?: true;
  /** The body may also be such a form, `multipart/form-data`. */
  readonly form?: TObject;
  /** Where it may be larger than `bodyBytesMax`. */
  readonly bodyBytesMax?: number;
  readonly responses: Readonly<Record<number, ResponseContract>>;
  /** The refusals of this operation, beside those that `errorsOf` adds. */
  readonly errors: readonly ErrorName[];
}

export const tags = {
  Customers: 'Accounts of those who submit tasks.',
  Billing: 'What was settled, and what it cost.',
  Stats: 'How the work goes: for dashboards.',
  Tasks: 'Submit tasks, follow them, fetch their labels.',
  Assets: 'Images and texts that you give by value.',
  Jobs: 'Manifests of tasks, from a bucket, the web or a file.',
  'Own people':
    'Those whom you bring to label for you alone: invite them, see how they work, part with them.',
  Gold: 'Items of yours whose answer is known: they measure your workers, or teach them your question.',
  Models:
    'Have the server ask models of yours for predictions, which count beside labels for what they are worth.',
  Webhooks: 'Be told of what happens, instead of asking.',
  Console: 'Sessions of the web app at /console; with its cookie a browser calls the other routes.',
  Workers: 'Accounts of those who label.',
  Work: 'Take tasks, label them, pass on them.',
  Operations: 'Is the service up?',
  Admin: 'For the operator, with the token of `ASG_ADMIN_TOKEN`.',
} as const;
export type Tag = keyof typeof tags;

/** Largest body, in bytes, unless the route says otherwise. */
export const bodyBytesMax = 1024 * 1024;
export const batchBodyBytesMax = 8 * 1024 * 1024;

/** Keeps the literal types of a contract, so that handlers and clients are checked against it. */
export function route<const C extends RouteContract>(contract: C): C {
  return contract;
}

/** Every refusal that the operation can answer with: its own, and those of its kind. */
export function errorsOf(contract: RouteContract): readonly ErrorName[] {
  const names = new Set<ErrorName>(contract.errors);
  const { auth, body, query, headers } = contract;
  const { errors, changeErrors } = callerRules[auth];
  for (const name of errors) names.add(name);
  if (contract.method !== 'GET') for (const name of changeErrors) names.add(name);
  if (contract.ownPagesOnly === true) names.add('cross_site_request');
  if (body !== undefined || query !== undefined || headers !== undefined) names.add('validation_failed');
  if (body !== undefined) {
    for (const name of [
      'malformed_json',
      'body_too_large',
      'unsupported_media_type',
      'encoded_body',
    ] as const)
      names.add(name);
    if (contract.bodyOptional !== true) names.add('body_required');
  }
  if (contract.params !== undefined) {
    for (const name of ['validation_failed', 'malformed_request', 'uri_too_long'] as const) names.add(name);
  }
  names.add('rate_limit_exceeded').add('internal').add('unavailable');
  return [...names].sort((a, b) => errorTable[a].status - errorTable[b].status);
}

type StaticOf<S> = S extends TSchema ? Static<S> : undefined;
type Deep<T> = T extends readonly (infer E)[]
  ? readonly Deep<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Deep<T[K]> }
    : T;

/** What the operation takes, by part; `undefined` where it takes nothing. */
export interface InputOf<C extends RouteContract> {
  Params: StaticOf<C['params']>;
  Querystring: StaticOf<C['query']>;
  Headers: StaticOf<C['headers']>;
  Body: C['bodyOptional'] extends true ? StaticOf<C['body']> | null | undefined : StaticOf<C['body']>;
}

/** What leaves piece by piece. */
export type Bytes = Uint8Array | AsyncIterable<Uint8Array | string>;
type BodyOf<R> = R extends { readonly schema: infer B extends TSchema }
  ? R extends { readonly streams: true }
    ? Bytes
    : Deep<Static<B>>
  : undefined;

/** The answers of the operation: a status and the body that goes with it. */
export type AnswerOf<C extends RouteContract> = {
  [S in keyof C['responses'] & number]: {
    readonly status: S;
    readonly body: BodyOf<C['responses'][S]>;
    readonly headers?: Readonly<Record<string, string>>;
  };
}[keyof C['responses'] & number];
