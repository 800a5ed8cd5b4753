import { type ESTree, parseSync, Visitor } from 'rolldown/utils';
import { programOf } from './tree.ts';

/** How a file names another: `import` covers every form that loads or types a module, `path` a file beside the sources. */
export interface Reference {
  readonly kind: 'import' | 'path';
  /** As it stands there; null where it is known only when the program runs. */
  readonly target: string | null;
  readonly line: number;
}

/**
 * What a file names: static imports and exports, types, `import()`, `require`, `import.meta.resolve`,
 * `process.getBuiltinModule`, and files under `import.meta.url`, `.dirname` and `.filename`.
 */
export function referencesIn(file: string, text: string): readonly Reference[] {
  const key = `${file}\n${text}`;
  const known = read.get(key) ?? referencesOf(file, text);
  read.set(key, known);
  return known;
}
const read = new Map<string, readonly Reference[]>();

/** Anything but a static import needs the whole syntax tree, which costs most of the time. */
const mayLoadOtherwise = /\bimport\s*[(.]|\brequire\b|\bimport\.meta\b|getBuiltinModule|\bmodule['"]/;

function referencesOf(file: string, text: string): readonly Reference[] {
  return mayLoadOtherwise.test(text) ? fromTree(file, text) : staticOnes(file, text);
}

function staticOnes(file: string, text: string): readonly Reference[] {
  const { staticImports, staticExports } = parseSync(file, text).module;
  const imports = staticImports.map(({ moduleRequest, start }) => [moduleRequest.value, start] as const);
  const exports = staticExports.flatMap(({ entries, start }) => {
    const from = entries.find(({ moduleRequest }) => moduleRequest !== null)?.moduleRequest;
    return from ? [[from.value, start] as const] : [];
  });
  return [...imports, ...exports].map(([target, start]) => ({
    kind: 'import',
    target,
    line: lineAt(text, start),
  }));
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

function fromTree(file: string, text: string): readonly Reference[] {
  const found: Reference[] = [];
  const add = (kind: Reference['kind'], target: string | null, node: ESTree.Span): void => {
    found.push({ kind, target, line: lineAt(text, node.start) });
  };
  const source = (node: { readonly source: ESTree.StringLiteral | null } & ESTree.Span): void => {
    if (node.source !== null) add('import', node.source.value, node);
  };
  new Visitor({
    ImportDeclaration: (node) => {
      source(node);
      // A `require` that was made is called under any name: what it loads cannot be told.
      if (/^(node:)?module$/.test(node.source.value) && node.specifiers.some(makesRequire))
        add('import', null, node);
    },
    ExportNamedDeclaration: source,
    ExportAllDeclaration: source,
    TSImportType: source,
    TSExternalModuleReference: (node) => add('import', node.expression.value, node),
    ImportExpression: (node) => add('import', literal(node.source), node),
    CallExpression: (node) => {
      const [first] = node.arguments;
      if (loaders.has(written(node.callee))) add('import', literal(first), node);
      else if (isFolder(first)) add('path', joined(node.arguments.slice(1)), node);
    },
    NewExpression: (node) => {
      const [first, base] = node.arguments;
      if (written(node.callee) === 'URL' && written(base) === 'import.meta.url')
        add('path', literal(first), node);
    },
  }).visit(programOf(file, text));
  return found;
}

const makesRequire = (node: ESTree.ImportDeclarationSpecifier): boolean =>
  node.type !== 'ImportSpecifier' ||
  (node.imported.type === 'Identifier' && node.imported.name === 'createRequire');

const loaders = new Set(['require', 'require.resolve', 'import.meta.resolve', 'process.getBuiltinModule']);

const isFolder = (node: ESTree.Argument | undefined): boolean =>
  ['import.meta.dirname', 'import.meta.filename'].includes(written(node));

/** A name with its dots, e.g. `import.meta.url`; empty where it is anything else. */
function written(node: ESTree.Argument | undefined): string {
  if (node?.type === 'Identifier') return node.name;
  if (node?.type === 'MetaProperty') return `${node.meta.name}.${node.property.name}`;
  if (node?.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier')
    return `${written(node.object)}.${node.property.name}`;
  return '';
}

function literal(node: ESTree.Argument | undefined): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? null;
  return null;
}

/** The parts of a path up to the first that is not written out. */
function joined(nodes: readonly ESTree.Argument[]): string {
  const parts = nodes.map(literal);
  const known = parts.includes(null) ? parts.slice(0, parts.indexOf(null)) : parts;
  return ['.', ...known].join('/');
}
