import { type ErrorDetail, type ErrorName, errorTable } from '@asg/wire';
import type { DefinedError, ValidateFunction } from 'ajv';

/** Bad fields that one answer names at most. */
export const detailsMax = 100;

/** The parts of a schema that explain its violations. */
export interface ToldSchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ToldSchema>>;
  readonly 'x-error'?: ErrorName;
  readonly 'x-must'?: string;
  readonly 'x-unknown'?: Readonly<Record<string, string>>;
}

/** The validator's findings as the API reports them, at most `detailsMax`. Expects Ajv's `verbose` errors. */
export function detailsOf(found: ValidateFunction['errors'], part: string): readonly ErrorDetail[] {
  const details: ErrorDetail[] = [];
  for (const error of (found ?? []) as DefinedError[]) {
    details.push(...detailsOfError(error, part));
    if (details.length >= detailsMax) break;
  }
  // What is not supported yet explains itself better than what is missing instead of it.
  const rank = ({ constraint }: ErrorDetail): number => (constraint === 'unsupported' ? 0 : 1);
  return details.slice(0, detailsMax).sort((a, b) => rank(a) - rank(b));
}

function detailsOfError(error: DefinedError, part: string): readonly ErrorDetail[] {
  const schema = error.parentSchema as ToldSchema;
  const path = error.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
  if (error.keyword === 'required') {
    const { missingProperty } = error.params;
    return missing(join(path, missingProperty), propertySchema(schema, missingProperty));
  }
  // What its branches refuse is told by themselves.
  if (error.keyword === 'if') return [];
  if (error.keyword === 'additionalProperties')
    return [unknownField(path, error.params.additionalProperty, schema)];
  const field = path === '' ? part : path;
  if (path !== '' && isAbsent(error)) return missing(field, schema);
  return [{ field, constraint: error.keyword, message: messageOf(field, error, schema) }];
}

/** Null means absent, and an empty string where one is needed is no better. */
function isAbsent(error: DefinedError): boolean {
  return (
    (error.keyword === 'type' && error.data === null) || (error.keyword === 'minLength' && error.data === '')
  );
}

/** A missing object is reported with the fields that it would need, so that one answer names all. */
function missing(field: string, schema: ToldSchema | undefined): readonly ErrorDetail[] {
  const required = schema?.required;
  if (schema === undefined || required === undefined || required.length === 0) {
    return [{ field, constraint: 'required', message: `${field} is required` }];
  }
  return required.flatMap((name) => missing(join(field, name), propertySchema(schema, name)));
}

/** A field that the object with this schema does not have; where the schema knows why, it says so. */
export function unknownField(path: string, name: string, schema: ToldSchema): ErrorDetail {
  const field = join(path, name.slice(0, 100));
  const known = schema['x-unknown'];
  const hint = known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
  if (hint !== undefined) return { field, constraint: 'unsupported', message: `${field} ${hint}` };
  return { field, constraint: 'unknown_field', message: `${field} is not a known field` };
}

function messageOf(field: string, error: DefinedError, schema: ToldSchema): string {
  const tableEntry = schema['x-error'];
  if (tableEntry !== undefined) return errorTable[tableEntry].message;
  const must = schema['x-must'];
  if (must !== undefined && error.keyword === 'pattern') return `${field} must ${must}`;
  return `${field} must ${ruleOf(error)}`;
}

function ruleOf(error: DefinedError): string {
  switch (error.keyword) {
    case 'type':
      return `be ${typeName(error.params.type)}`;
    case 'enum':
      return `be one of ${error.params.allowedValues.filter((value) => value !== null).join(', ')}`;
    case 'const':
      return `be ${JSON.stringify(error.params.allowedValue)}`;
    case 'minLength':
      return `have at least ${counted(error.params.limit, 'character')}`;
    case 'maxLength':
      return `have at most ${counted(error.params.limit, 'character')}`;
    case 'minItems':
      return `have at least ${counted(error.params.limit, 'item')}`;
    case 'maxItems':
      return `have at most ${counted(error.params.limit, 'item')}`;
    case 'minimum':
      return `be at least ${error.params.limit}`;
    case 'maximum':
      return `be at most ${error.params.limit}`;
    case 'uniqueItems':
      return `not repeat an item: ${error.params.i} and ${error.params.j} are equal`;
    default:
      return (error.message ?? 'be valid').replace(/^must /, '');
  }
}

function typeName(type: unknown): string {
  const name = String(Array.isArray(type) ? type[0] : type);
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
/** The name of a field within another; '' is the body itself. */
export const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function propertySchema(schema: ToldSchema, name: string): ToldSchema | undefined {
  return schema.properties?.[name];
}
