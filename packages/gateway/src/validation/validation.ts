import { annotationKeywords } from '@asg/wire';
import { Ajv, type Options, type ValidateFunction } from 'ajv';
import type { FastifySchemaCompiler } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { type Refusal, RefusedRequest, refuse, refuseFields } from '../refusals/refusal.ts';
import { detailsMax, detailsOf } from './violations.ts';

/** Keys of one object that are looked at when a bad body is explained. */
const keysMax = 64;

const common: Options = {
  removeAdditional: false,
  useDefaults: false,
  coerceTypes: false,
  strict: true,
  validateFormats: false,
  keywords: [...annotationKeywords],
};

const quick = new Ajv(common);
const thorough = new Ajv({ ...common, allErrors: true, verbose: true });
const text = new Ajv({ ...common, coerceTypes: true, allErrors: true, verbose: true });

/**
 * The validators of all routes. Bodies are taken as they are; only what arrives as text (query, path, headers) is
 * coerced. A body is first checked fast, up to its first error; all its errors are collected only if there is one.
 * Each is compiled when it is first needed, and once in a process.
 */
export function validatorCompiler(): FastifySchemaCompiler<object> {
  return ({ schema, httpPart }) => {
    if (httpPart !== 'body') return textValidator(schema, httpPart ?? 'request');
    let isValid: ValidateFunction | undefined;
    return (body: unknown) => {
      isValid ??= quick.compile(schema);
      return isValid(body) ? true : { error: new RefusedRequest(refusalOf(body, schema)) };
    };
  };
}

/** The check of a value that is no body of its own, e.g. a line of one: the value, or what a body would be refused with. */
export function checkOf<S extends TSchema>(schema: S): (value: unknown) => Checked<Static<S>> {
  let isValid: ValidateFunction<Static<S>> | undefined;
  return (value) => {
    isValid ??= quick.compile<Static<S>>(schema);
    return isValid(value) ? { ok: true, value } : { ok: false, refusal: refusalOf(value, schema) };
  };
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

function textValidator(schema: object, part: string) {
  let validate: ValidateFunction | undefined;
  return (value: unknown) => {
    validate ??= text.compile(schema);
    if (validate(value)) return true;
    return { error: new RefusedRequest(refuseFields(detailsOf(validate.errors, part))) };
  };
}

function refusalOf(body: unknown, schema: object): Refusal {
  // Fastify validates an absent body as null.
  if (body === null) return refuse('body_required');
  // Ajv remembers what it compiled for a schema.
  const explain = thorough.compile(schema);
  explain(excerpt(body, schema));
  return refuseFields(detailsOf(explain.errors, 'the body'));
}

/**
 * The part of a bad value that needs explaining: one item more than an array may have and no more bad ones than are told,
 * the first keys of an object. Without it, a body full of errors would cost far more than its own size.
 */
function excerpt(value: unknown, schema: SchemaNode): unknown {
  if (Array.isArray(value)) {
    const { items, maxItems = keysMax } = schema;
    const some = value.slice(0, maxItems + 1);
    if (items === undefined) return some;
    const reported = value.length > maxItems ? some : some.slice(0, endOfBad(some, items));
    return reported.map((item) => excerpt(item, items));
  }
  const { properties } = schema;
  if (typeof value !== 'object' || value === null || properties === undefined) return value;
  const known = Object.keys(properties).filter((key) => Object.hasOwn(value, key));
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(properties, key));
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.fromEntries(
    [...known, ...unknown.slice(0, keysMax)].map((key) => [
      key,
      excerpt(fields.get(key), properties[key] ?? {}),
    ]),
  );
}

/** So many items hold all the bad ones that an answer can name. */
function endOfBad(items: readonly unknown[], schema: SchemaNode): number {
  const isValid = quick.compile(schema);
  let bad = 0;
  for (const [i, item] of items.entries()) {
    if (isValid(item)) continue;
    bad++;
    if (bad === detailsMax) return i + 1;
  }
  return items.length;
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly maxItems?: number;
}
