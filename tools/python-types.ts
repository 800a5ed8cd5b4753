/** The part of a JSON schema that answers and requests are made of. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
}

export interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What the Python client gives and takes; what these refer to comes with them. */
const roots = [
  'RegisteredCustomer',
  'Customer',
  'CreatedKey',
  'ApiKeys',
  'Team',
  'Invitation',
  'SubmitTask',
  'SubmittedTask',
  'SubmittedBatch',
  'Batch',
  'Task',
  'TaskLists',
  'Distribution',
  'Accuracy',
  'Ranking',
  'ReviewOfTask',
  'Reviews',
  'Result',
  'ResultPending',
  'Receipt',
  'CreatedWebhook',
  'Asset',
  'AssetPage',
  'Webhooks',
  'OwnModels',
  'OwnGoldPage',
  'GoldAdded',
  'Delivery',
  'SubmitJob',
  'SubmittedJob',
  'Job',
  'JobErrorPage',
  'Balance',
  'Statement',
  'AuditLogPage',
  'Deposit',
  'Deposits',
  'Usage',
  'Invoices',
  'Stats',
  'Disagreements',
  'Health',
  'PoolInvitation',
  'PoolMember',
  'BillingDetails',
  'InvoiceDocument',
  'ErrorDetail',
];
/** Objects that have no name of their own in the contract, by what they would be called after their place. */
const names: Readonly<Record<string, string>> = {
  DisagreementsData: 'Disagreement',
  InvoicesInvoice: 'Invoice',
  JobErrorPageData: 'JobError',
  ReceiptPath: 'ReceiptStep',
  ResultSettlement: 'Settlement',
  StatsDaily: 'StatsDay',
  UsageDailyBreakdown: 'UsageDay',
};
const keywords = new Set([
  'from',
  'class',
  'global',
  'import',
  'pass',
  'in',
  'is',
  'not',
  'or',
  'and',
  'if',
  'def',
]);
const lineMax = 110;
const scalars: Readonly<Record<string, string>> = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
};

const head = `# Written by \`npm run contract:write\` from contract/openapi.json: change the contract, not this file.
"""What the API answers and takes, as typed dictionaries. A name without a value here may be added by a newer server."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TypedDict, Union
`;

/** The module \`types\` of the Python client: a TypedDict for each object of the contract that it meets. */
export function pythonTypes({ components: { schemas } }: OpenApi): string {
  const written = new Map<string, string>();

  function visit(name: string, schema: Schema): void {
    if (written.has(name)) return;
    // Its place is kept before those that it refers to are written: they come after it.
    written.set(name, '');
    const { anyOf } = schema;
    written.set(name, anyOf === undefined ? typedDict(name, schema) : union(name, schema, anyOf));
  }

  /** In quotes: what it refers to comes after it. */
  function union(name: string, { description = '' }: Schema, anyOf: readonly Schema[]): string {
    const types = anyOf.map((one, i) => typeOf(one, `${name}${i + 1}`));
    const members = types.map((type) => `    ${written.has(type) ? JSON.stringify(type) : type},\n`);
    return `#: ${asSentence(description)}\n${name} = Union[\n${members.join('')}]\n`;
  }

  function typedDict(name: string, { properties = {}, required = [], description }: Schema): string {
    const fields = Object.entries(properties).map(([key, schema]) => ({
      key,
      schema,
      type: typeOf(schema, name + camel(key)),
      isRequired: required.includes(key),
    }));
    const [always, sometimes] = [true, false].map((wanted) =>
      fields.filter(({ isRequired }) => isRequired === wanted),
    ) as [typeof fields, typeof fields];
    const about = description === undefined ? '' : `    """${asSentence(description)}"""\n\n`;
    const lines = (of: typeof fields) =>
      of.map(({ key, type, schema }) => `${comment(schema)}    ${key}: ${type}\n`).join('');
    if (always.some(({ key }) => keywords.has(key))) {
      const base = sometimes.length === 0 ? name : `_${name}`;
      const entries = always.map(({ key, type }) => `        ${JSON.stringify(key)}: ${quoted(type)},\n`);
      const written = `${base} = TypedDict(\n    "${base}",\n    {\n${entries.join('')}    },\n)\n`;
      return sometimes.length === 0
        ? written
        : `${written}\n\nclass ${name}(${base}, total=False):\n${about}${lines(sometimes)}`;
    }
    if (sometimes.length === 0) return `class ${name}(TypedDict):\n${about}${lines(always)}`;
    if (always.length === 0) return `class ${name}(TypedDict, total=False):\n${about}${lines(sometimes)}`;
    return `class _${name}(TypedDict):\n${lines(always)}\n\nclass ${name}(_${name}, total=False):\n${about}${lines(sometimes)}`;
  }

  function typeOf(schema: Schema, name: string): string {
    if (schema.$ref !== undefined) {
      const target = schema.$ref.split('/').at(-1)!;
      visit(target, schemas[target]!);
      return target;
    }
    const types = [schema.type ?? []].flat();
    const plain = types.filter((type) => type !== 'null');
    const type = valueType(schema, plain[0], name);
    return types.includes('null') ? `Optional[${type}]` : type;
  }

  function valueType(schema: Schema, type: string | undefined, name: string): string {
    const { enum: values, items, properties, additionalProperties } = schema;
    if (values !== undefined) {
      return `Literal[${values
        .filter((value) => value !== null)
        .map(literal)
        .join(', ')}]`;
    }
    if (type === 'array')
      return `List[${typeOf(items!, name.replace(/ies$/, 'y').replace(/([^s])s$/, '$1'))}]`;
    if (type !== 'object') {
      const scalar = scalars[type ?? ''];
      if (scalar === undefined) throw new Error(`no type of Python for ${name}: ${JSON.stringify(schema)}`);
      return scalar;
    }
    if (properties !== undefined) {
      const own = names[name] ?? name;
      visit(own, schema);
      return own;
    }
    return typeof additionalProperties === 'object'
      ? `Dict[str, ${typeOf(additionalProperties, `${name}Value`)}]`
      : 'Dict[str, Any]';
  }

  for (const root of roots) {
    const schema = schemas[root];
    if (schema === undefined) throw new Error(`the contract has no ${root} any more`);
    visit(root, schema);
  }
  const sorted = [...written.keys()].sort();
  const all = `__all__ = [\n${sorted.map((name) => `    "${name}",\n`).join('')}]\n`;
  return [head, all, ...[...written.values()].map((text) => `\n${text}`)].join('\n');
}

const camel = (key: string): string =>
  key.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
const pythonNames: ReadonlyMap<unknown, string> = new Map([
  [true, 'True'],
  [false, 'False'],
]);
const literal = (value: unknown): string => pythonNames.get(value) ?? JSON.stringify(value);
const quoted = (type: string): string => `"${type.replaceAll('"', "'")}"`;
const asSentence = (text: string): string =>
  (text.endsWith('.') ? text : `${text}.`).replaceAll('\\', '\\\\');

/** The description of a field, in lines of its own. */
function comment({ description }: Schema): string {
  if (description === undefined) return '';
  const lines: string[] = [];
  let line = '    #:';
  for (const word of description.split(/\s+/)) {
    if (line.length + 1 + word.length > lineMax) {
      lines.push(line);
      line = '    #:';
    }
    line += ` ${word}`;
  }
  return [...lines, line].map((text) => `${text}\n`).join('');
}
