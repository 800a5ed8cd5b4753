import { type ESTree, Visitor } from 'rolldown/utils';
import { isTypeScript, programOf, type Tree, thisTree } from './tree.ts';

/** Where the compiler was told to believe instead of asked to check: `x!` and `x as T`, but for `as const`. */
export interface Assertions {
  readonly nonNull: number;
  readonly casts: number;
}

const none: Assertions = { nonNull: 0, casts: 0 };

/** What production code may hold of each. To be lowered with the figures, never raised. */
export const budget: Assertions = { nonNull: 93, casts: 120 };

const production = /^(packages|apps)\/[^/]+\/src\//;
const testCode = /\.(test|suite)\.tsx?$|\/(contract|faults|testing)\/|^packages\/(testing|crowd)\//;
const generated = /^\/\/ Generated /;

/** What looks like one, in a line that is no comment: only then is the syntax tree read, which costs most of the time. */
const mayAssert =
  /^(?!\s*(\*|\/\/|\/\*)).*([\w)\]}'"\x60>]!(?!=)|\bas\b(?! const\b)|<[^<>=]+>\s*[\w([{'"\x60])/m;

export function assertionsIn(file: string, text: string): Assertions {
  if (!mayAssert.test(text)) return none;
  let nonNull = 0;
  let casts = 0;
  const cast = ({ typeAnnotation: type }: ESTree.TSAsExpression | ESTree.TSTypeAssertion): void => {
    const isConst =
      type.type === 'TSTypeReference' &&
      type.typeName.type === 'Identifier' &&
      type.typeName.name === 'const';
    if (!isConst) casts++;
  };
  new Visitor({
    TSNonNullExpression: () => {
      nonNull++;
    },
    TSAsExpression: cast,
    TSTypeAssertion: cast,
  }).visit(programOf(file, text));
  return { nonNull, casts };
}

/** Whether its assertions count: production code that a person wrote. */
export function isCounted(file: string, text: string): boolean {
  return production.test(file) && !testCode.test(file) && !generated.test(text);
}

/** So far below the budget a change may leave it; further, it is to be lowered. */
const slack = 15;

/** What goes beyond the budget, and what of it is no longer needed, so that it only shrinks. */
export function budgetProblems(found: Assertions, allowed: Assertions = budget): readonly string[] {
  return (['nonNull', 'casts'] as const).flatMap((kind) => {
    const reported = `${found[kind]} times "${kind === 'nonNull' ? '!' : 'as'}" in production code`;
    if (found[kind] > allowed[kind]) return [`${reported}, at most ${allowed[kind]}`];
    if (allowed[kind] - found[kind] <= slack) return [];
    return [`${reported}: lower the budget in tools/rooms/assertions.ts from ${allowed[kind]}`];
  });
}

const sum = (a: Assertions, b: Assertions): Assertions => ({
  nonNull: a.nonNull + b.nonNull,
  casts: a.casts + b.casts,
});

/** Of this repository's production code, by room or, with `depth` undefined, by file. */
export function assertionsByRoom(tree: Tree, depth?: number): ReadonlyMap<string, Assertions> {
  const byRoom = new Map<string, Assertions>();
  for (const file of tree.files.filter(isTypeScript)) {
    const text = tree.read(file);
    if (!isCounted(file, text)) continue;
    const found = assertionsIn(file, text);
    const room = file.split('/').slice(0, depth).join('/');
    if (found.nonNull + found.casts > 0) byRoom.set(room, sum(byRoom.get(room) ?? none, found));
  }
  return byRoom;
}

export const total = (byRoom: ReadonlyMap<string, Assertions>): Assertions =>
  [...byRoom.values()].reduce(sum, none);

if (import.meta.main) {
  const byRoom = assertionsByRoom(thisTree(), process.argv.includes('--files') ? undefined : 2);
  const most = [...byRoom].sort(([, a], [, b]) => b.nonNull + b.casts - (a.nonNull + a.casts));
  for (const [room, { nonNull, casts }] of most)
    console.log(`${String(nonNull).padStart(4)} ! ${String(casts).padStart(4)} as  ${room}`);
}
