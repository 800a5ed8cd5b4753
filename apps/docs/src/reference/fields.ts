import type { Contract, Schema } from './contract.ts';

/** Deeper fields are told by the type of what they are in. */
const depthMax = 4;
const membersMax = 14;

/** Text in a cell of a table. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table of the fields of a value, inner ones by their path; empty where it has none. */
export function fieldTable(contract: Contract, schema: Schema | undefined, isRequest: boolean): string {
  const rows = schema === undefined ? [] : rowsOf(contract, schema, '', 0);
  if (rows.length === 0) return '';
  const lines = rows.map(({ name, type, isRequired, text }) => {
    const must = isRequest && isRequired ? ', **required**' : '';
    return `| \`${name}\` | ${cell(type)}${must} | ${cell(text)} |`;
  });
  return ['| field | type | what it is |', '|---|---|---|', ...lines].join('\n');
}

interface Row {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly text: string;
}

function rowsOf(contract: Contract, given: Schema, prefix: string, depth: number): readonly Row[] {
  const schema = resolved(contract, given);
  const inner = schema.items === undefined ? schema : resolved(contract, schema.items);
  const name = schema.items === undefined || prefix === '' ? prefix : `${prefix}[]`;
  if (depth > depthMax) return [];
  const variants = (inner.anyOf ?? []).flatMap((variant) => rowsOf(contract, variant, name, depth));
  const own = Object.entries(inner.properties ?? {}).flatMap(([field, value]) => {
    const path = name === '' ? field : `${name}.${field}`;
    const row = {
      name: path,
      type: typeOf(contract, value),
      isRequired: inner.required?.includes(field) === true,
      text: value.description ?? resolved(contract, value).description ?? '',
    };
    return [row, ...rowsOf(contract, value, path, depth + 1)];
  });
  return [...own, ...variants];
}

function resolved({ components }: Contract, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace('#/components/schemas/', '');
  const found = components.schemas[name];
  if (found === undefined) throw new Error(`the contract has no schema ${name}`);
  return found;
}

/** A type in words: `string, 1 to 255 characters`. */
export function typeOf(contract: Contract, given: Schema): string {
  const schema = resolved(contract, given);
  if (schema.enum !== undefined) {
    const members = schema.enum.filter((one) => one !== null);
    const told = members.slice(0, membersMax).map((one) => `\`${JSON.stringify(one)}\``);
    const more = members.length > membersMax ? [`${members.length - membersMax} more`] : [];
    return [...told, ...more].join(', ') + (schema.enum.includes(null) ? ' or null' : '');
  }
  if (schema.anyOf !== undefined)
    return schema.anyOf
      .map((one) => typeOf(contract, one))
      .filter((one, i, all) => all.indexOf(one) === i)
      .join(' or ');
  const types = [schema.type ?? 'any'].flat().filter((one) => one !== 'null');
  const nullable = [schema.type].flat().includes('null') ? ' or null' : '';
  const named = types
    .map((type) => (type === 'array' ? `list of ${plural(contract, schema.items)}` : type))
    .join(' or ');
  return [named + nullable, ...boundsOf(schema)].join(', ');
}

function plural(contract: Contract, items: Schema | undefined): string {
  if (items === undefined) return 'values';
  const { type, enum: members } = resolved(contract, items);
  if (members !== undefined) return typeOf(contract, items);
  return typeof type === 'string' ? `${type}s` : 'values';
}

function boundsOf(schema: Schema): readonly string[] {
  const { format, minLength, maxLength, minimum, maximum, minItems, maxItems } = schema;
  const bounds = [
    range(minLength, maxLength, 'characters'),
    range(minimum, maximum, ''),
    range(minItems, maxItems, 'items'),
  ];
  return [...(format === undefined ? [] : [format]), ...bounds.filter((one) => one !== '')];
}

function range(from: number | undefined, to: number | undefined, unit: string): string {
  const numbers =
    to === undefined
      ? from === undefined || from <= 0
        ? ''
        : `at least ${from}`
      : from === undefined
        ? `up to ${to}`
        : from === to
          ? `${to}`
          : `${from} to ${to}`;
  return numbers === '' ? '' : `${numbers} ${unit}`.trim();
}
