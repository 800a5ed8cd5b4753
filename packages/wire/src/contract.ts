import type { Static, TObject, TSchema } from 'typebox';
import { type ErrorName, errorTable } from './errors.ts';

/** Who may call: anyone, a customer with an API key, a worker with a session, or the operator with the admin token. */
export type AuthKind = 'none' | 'customer' | 'worker' | 'admin';

/** An answer that is no refusal; without a schema it has no body. */
export interface ResponseContract {
  readonly description: string;
  readonly schema?: TSchema;
  /** Where it is not JSON. */
  readonly contentTypes?: readonly string[];
}

/** One operation of the API, as the gateway serves it, the docs show it and the SDKs call it. */
export interface RouteContract {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in OpenAPI: parameters in braces. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly auth: AuthKind;
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
  /** Limited more narrowly, for each address; without it, as its kind of caller is. */
  readonly rate?: 'registration' | 'login';
  /** The refusals of this operation, beside those that `errorsOf` adds. */
  readonly errors: readonly ErrorName[];
}

export const tags = {
  Customers: 'Accounts of those who submit tasks.',
  Billing: 'What was settled, and what it cost.',
  Stats: 'How the work goes: for dashboards.',
  Tasks: 'Submit tasks, follow them, fetch their labels.',
  Jobs: 'Manifests of tasks, from a bucket, the web or a file.',
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
  if (auth === 'customer')
    for (const name of ['invalid_api_key', 'account_suspended'] as const) names.add(name);
  if (auth === 'worker') for (const name of ['not_logged_in'] as const) names.add(name);
  if (auth === 'admin')
    for (const name of ['invalid_admin_token', 'admin_disabled'] as const) names.add(name);
  if (auth === 'worker' && contract.method !== 'GET') names.add('cross_site_request');
  if (body !== undefined || query !== undefined || headers !== undefined) names.add('validation_failed');
  if (body !== undefined) {
    for (const name of ['malformed_json', 'body_too_large', 'unsupported_media_type'] as const)
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

/** The answers of the operation: a status and the body that goes with it. */
export type AnswerOf<C extends RouteContract> = {
  [S in keyof C['responses'] & number]: {
    readonly status: S;
    readonly body: C['responses'][S] extends { readonly schema: infer B extends TSchema }
      ? Deep<Static<B>>
      : undefined;
    readonly headers?: Readonly<Record<string, string>>;
  };
}[keyof C['responses'] & number];
