import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';

/**
 * Annotations of our own that the validator's messages are made from; they check nothing.
 * `x-error`: a name of the error table. `x-must`: ends the sentence "<field> must …".
 * `x-unknown`: what to say about a field that is not known (yet).
 * `x-told-as`: the schema that documents have in place of this one, which takes any JSON: the rules look at it.
 */
export const annotationKeywords = ['x-error', 'x-must', 'x-unknown', 'x-told-as'] as const;

/** The same schema, `null` allowed. As `type: [t, "null"]`, which validates and serialises faster than `anyOf`. */
export function nullable<T extends TSchema>(schema: T) {
  const { type, enum: values } = schema as { type?: string; enum?: readonly unknown[] };
  if (type === undefined) throw new Error('only a schema with a type can be made nullable');
  return Type.Unsafe<Static<T> | null>({
    ...schema,
    type: [type, 'null'],
    ...(values === undefined ? {} : { enum: [...values, null] }),
  });
}

/** An optional field of a request: `null` means that it is absent. */
export function maybe<T extends TSchema>(schema: T) {
  return Type.Optional(nullable(schema));
}

/** What a customer's model is called. */
export const modelName = {
  pattern: '^[A-Za-z][A-Za-z0-9._:/@-]{0,63}$',
  'x-must': 'be up to 64 letters, digits and . _ : / @ -, and begin with a letter',
} as const;

/** A string out of a fixed set. */
export function choice<const V extends readonly string[]>(values: V, options: object = {}) {
  return Type.Unsafe<V[number]>({ type: 'string', enum: [...values], ...options });
}

/** An object in a request: fields that are not known are refused. */
export function requestObject<P extends TProperties>(properties: P, options: object = {}): TObject<P> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** Any JSON object. */
export function anyObject(options: object = {}) {
  return Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, ...options });
}

/** An object with a number for each name. */
export function numbersByName(number: object, options: object = {}) {
  const additionalProperties = { type: 'number', ...number };
  return Type.Unsafe<Record<string, number>>({ type: 'object', additionalProperties, ...options });
}

/** RFC 3339, UTC, milliseconds. */
export const timestamp = (description: string) =>
  Type.String({ format: 'date-time', description, examples: ['2026-04-09T12:00:00.000Z'] });

/** A moment in a request, in any zone. */
export const givenMoment = (description: string) =>
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})$',
    description,
    examples: ['2026-04-09T12:00:00Z'],
    'x-must': 'be an RFC 3339 date and time, e.g. 2026-04-09T12:00:00Z (a + in a query is written %2B)',
  });

const ulidExample = '01JRCZ8Q4M3V7T5N9K2H6X0WAB';
/** An id in an answer: prefix and ULID. */
export const id = (prefix: string, description: string) =>
  Type.String({ description, examples: [prefix + ulidExample] });

/** An id in a path. Not checked for its form: a wrong one is simply not found. */
export const pathId = (prefix: string, description: string) =>
  Type.String({ minLength: 1, maxLength: 100, description, examples: [prefix + ulidExample] });

export const languageTag = (description: string) =>
  Type.String({
    pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$',
    maxLength: 35,
    description,
    examples: ['en'],
    'x-must': 'be a BCP 47 language tag, e.g. en or pt-BR',
  });

/** One "@" with something on both sides; whether mail arrives there is not for a pattern to say. */
export const emailAddress = (description: string) =>
  Type.String({
    minLength: 3,
    maxLength: 254,
    pattern: '^[^\\s@\\u0000-\\u001f]+@[^\\s@\\u0000-\\u001f]+$',
    description,
    examples: ['demo@example.com'],
    'x-must': 'be an e-mail address, e.g. demo@example.com',
  });
