import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes the types of the client from `contract/openapi.json`: all that is sent and answered. With --check tells whether
 * the file is fresh. Only what our own schemas use of JSON Schema is known; anything else stops it.
 */
const source = 'contract/openapi.json';
const target = 'packages/sdk/src/contract.ts';
const refForm = /^#\/components\/schemas\/(\w+)$/;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly description?: string;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly (Schema & {
    readonly in: string;
    readonly name: string;
    readonly schema: Schema;
  })[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const primitives: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** The names of our own types that differ from the contract's: those would hide one of the language. */
const renamed: Readonly<Record<string, string>> = { Error: 'ErrorBody' };
const nameOf = (title: string): string => renamed[title] ?? title;

function typeOf(schema: Schema, indent: string): string {
  const ref = schema.$ref === undefined ? null : refForm.exec(schema.$ref);
  if (ref !== null) return nameOf(ref[1]!);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map((each) => typeOf(each, indent)).join(' | ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) throw new Error(`a schema without a type: ${JSON.stringify(schema)}`);
  return types.map((type) => oneType(type, schema, indent)).join(' | ');
}

function oneType(type: string, schema: Schema, indent: string): string {
  if (type === 'string' && schema.format === 'binary') return 'Blob';
  if (type === 'array') return `ReadonlyArray<${typeOf(schema.items!, indent)}>`;
  if (type !== 'object') {
    const primitive = primitives[type];
    if (primitive === undefined) throw new Error(`a type that is not known: ${type}`);
    return primitive;
  }
  if (schema.properties !== undefined) return `{\n${fieldsOf(schema, `${indent}  `)}${indent}}`;
  const values =
    Object.values(schema.patternProperties ?? {})[0] ??
    (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
  return `Readonly<Record<string, ${values === undefined ? 'unknown' : typeOf(values, indent)}>>`;
}

function fieldsOf({ properties = {}, required = [] }: Schema, indent: string): string {
  return Object.entries(properties)
    .map(([name, schema]) => {
      const optional = required.includes(name) ? '' : '?';
      const undefinedToo = optional === '' ? '' : ' | undefined';
      return `${comment(schema.description, indent)}${indent}readonly ${name}${optional}: ${typeOf(schema, indent)}${undefinedToo};\n`;
    })
    .join('');
}

function comment(text: string | undefined, indent: string): string {
  return text === undefined ? '' : `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n`;
}

function declaration(name: string, schema: Schema): string {
  const about = comment(schema.description, '');
  return schema.type === 'object' && schema.properties !== undefined
    ? `${about}export interface ${name} ${typeOf(schema, '')}\n`
    : `${about}export type ${name} = ${typeOf(schema, '')};\n`;
}

/** What can be asked for in the query of an operation, e.g. `ListTasksQuery`. */
function queryDeclaration({ operationId, summary, parameters = [] }: Operation): string {
  const query = parameters.filter((parameter) => parameter.in === 'query');
  if (query.length === 0) return '';
  const properties = Object.fromEntries(
    query.map(({ name, schema, description }) => [
      name,
      { ...schema, ...(description ? { description } : {}) },
    ]),
  );
  const name = `${operationId[0]!.toUpperCase()}${operationId.slice(1)}Query`;
  return declaration(name, { type: 'object', description: `Query of: ${summary}`, properties });
}

function typesOf({ paths, components }: Document): string {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const wanted = new Set<string>();
  const collect = (value: unknown): void => {
    for (const [, title] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (wanted.has(title!)) continue;
      wanted.add(title!);
      collect(components.schemas[title!]);
    }
  };
  collect(operations);
  const errorCodes = components.schemas.Error!.properties!.code!;
  return [
    `// Generated from ${source} by tools/client-types.ts (npm run contract:write).\n`,
    declaration('ErrorCode', errorCodes),
    ...[...wanted].sort().map((title) => declaration(nameOf(title), components.schemas[title]!)),
    ...operations.map(queryDeclaration).filter((text) => text !== ''),
  ].join('\n');
}

const fresh = typesOf(JSON.parse(readFileSync(source, 'utf8')) as Document);
if (!process.argv.includes('--check')) {
  writeFileSync(target, fresh);
  console.log(`${target} written`);
} else if (readFileSync(target, 'utf8') === fresh) console.log(`${target} is fresh`);
else {
  console.error(`${target} is not what ${source} says: run npm run contract:write and review the difference`);
  process.exitCode = 1;
}
