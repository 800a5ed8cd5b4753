import { at } from '@asg/values/present';
import type { ErrorDetail } from '@asg/wire';
import { join, unknownField } from '../validation/violations.ts';
import type { Excess, JsonBounds } from './json-scan.ts';

/** The parts of a JSON schema that bound a body's size. */
export interface BoundedSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, BoundedSchema>>;
  readonly additionalProperties?: unknown;
  readonly items?: BoundedSchema;
  readonly maxItems?: number;
}

/** Deeper than any body that the rules take. */
const depthMax = 48;
/** Beside what a schema knows: so many mistakes are reported in detail. */
const strangersMax = 64;
/** Of a free array or object: in 4 KiB there is no room for more. */
const freeItemsMax = 2_048;
/** The same of all that is in it: each costs a comma or a bracket. */
const freeValuesMax = 4_096;
/** Of bodies without a schema. */
const values = 65_536;

const unbounded: JsonBounds = {
  depthMax,
  itemsMax: Array<number>(depthMax + 1).fill(values),
  membersMax: Array<number>(depthMax + 1).fill(values),
  freeDepth: 1,
  valuesMax: values,
};

/** How much a body with this schema may hold before it is parsed: all that the schema takes, and some mistakes more. */
export function boundsOf(schema: BoundedSchema | undefined): JsonBounds {
  if (schema === undefined) return unbounded;
  const itemsMax = Array<number>(depthMax + 1).fill(strangersMax);
  const membersMax = Array<number>(depthMax + 1).fill(strangersMax);
  let freeDepth = depthMax;
  const visit = (node: BoundedSchema, depth: number): void => {
    const { properties, additionalProperties, items, maxItems = freeItemsMax } = node;
    const types = [node.type].flat();
    if (types.includes('object') && additionalProperties !== false) freeDepth = Math.min(freeDepth, depth);
    const fields = Object.values(properties ?? {});
    membersMax[depth] = Math.max(at(membersMax, depth), fields.length + strangersMax);
    for (const field of fields) visit(field, depth + 1);
    if (!types.includes('array')) return;
    itemsMax[depth] = Math.max(at(itemsMax, depth), maxItems);
    if (items !== undefined) visit(items, depth + 1);
  };
  visit(schema, 1);
  for (let depth = freeDepth; depth <= depthMax; depth++) {
    itemsMax[depth] = Math.max(at(itemsMax, depth), freeItemsMax);
    membersMax[depth] = Math.max(at(membersMax, depth), freeItemsMax);
  }
  return { depthMax, itemsMax, membersMax, freeDepth, valuesMax: freeValuesMax };
}

const stepsShown = 6;
const nameLengthMax = 100;

/** What is wrong with a body that goes beyond a bound, as the API reports it. `textOf`: a range of the body's bytes. */
export function detailOf(
  { kind, max, path }: Excess,
  schema: BoundedSchema | undefined,
  textOf: (start: number, end: number) => string,
): ErrorDetail {
  let node = schema;
  let field = '';
  for (const step of path.slice(0, stepsShown)) {
    if (typeof step === 'number') {
      if (node !== undefined && !isOf(node, 'array')) return typeDetail(field, node);
      node = node?.items;
      field = join(field, String(step));
      continue;
    }
    if (node !== undefined && !isOf(node, 'object')) return typeDetail(field, node);
    const name = textOf(step.start, step.end).slice(0, nameLengthMax);
    const known = node?.properties;
    if (known !== undefined && !Object.hasOwn(known, name) && node?.additionalProperties === false)
      return unknownField(field, name, node);
    node = known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
    field = join(field, name);
  }
  const shown = field === '' ? 'the body' : field;
  if (kind === 'items' && node !== undefined && !isOf(node, 'array')) return typeDetail(field, node);
  if (kind === 'members' && node !== undefined && !isOf(node, 'object')) return typeDetail(field, node);
  return { field: shown, ...ruleOf(kind, max, path.length, shown) };
}

function ruleOf(
  kind: Excess['kind'],
  max: number,
  depth: number,
  field: string,
): { readonly constraint: string; readonly message: string } {
  switch (kind) {
    case 'items':
      return { constraint: 'maxItems', message: `${field} must have at most ${max} items` };
    case 'members':
      return { constraint: 'maxProperties', message: `${field} must have at most ${max} members` };
    case 'values':
      return { constraint: 'max_values', message: `${field} must hold at most ${max} values` };
    case 'depth': {
      const levels = max - Math.min(depth, stepsShown);
      return { constraint: 'max_depth', message: `${field} must not be nested deeper than ${levels} levels` };
    }
  }
}

const isOf = ({ type }: BoundedSchema, name: string): boolean =>
  type === undefined || [type].flat().includes(name);

function typeDetail(field: string, { type }: BoundedSchema): ErrorDetail {
  const shown = field === '' ? 'the body' : field;
  const name = String([type].flat()[0]);
  const article = /^[aeiou]/.test(name) ? 'an' : 'a';
  return { field: shown, constraint: 'type', message: `${shown} must be ${article} ${name}` };
}
