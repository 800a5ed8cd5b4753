import { posix } from 'node:path';
import { circles as exceptions } from './budgets.ts';
import { referencesIn } from './references.ts';
import { isTestCode, isTypeScript, type Tree } from './tree.ts';

/** Production files that import each other in a circle, be it for types alone: each circle as one sentence. */
export function cycleViolations(tree: Tree, excepted: readonly string[] = exceptions): readonly string[] {
  const files = new Set(tree.files.filter((file) => isTypeScript(file) && !isTestCode(file)));
  const doors = doorsOf(tree);
  const imports = new Map(
    [...files].map((file) => {
      const targets = referencesIn(file, tree.read(file)).map(({ target }) =>
        target?.startsWith('.') ? posix.join(posix.dirname(file), target) : doors.get(target ?? ''),
      );
      return [file, targets.filter((target): target is string => files.has(target ?? ''))] as const;
    }),
  );
  const found = new Map(circlesOf(imports).map((circle) => [circle[0] ?? '', circle]));
  const stale = excepted.filter((file) => !found.has(file));
  return [
    ...[...found]
      .filter(([file]) => !excepted.includes(file))
      .map(([file, circle]) => `${file}: imports itself in a circle: ${circle.join(', ')}`),
    ...stale.map((file) => `${file}: its circle in tools/rooms/budgets.ts is no longer there`),
  ];
}

/** The file behind each name that a package is imported by, e.g. `@asg/runtime/metrics`. */
function doorsOf(tree: Tree): ReadonlyMap<string, string> {
  const manifests = tree.files.filter((file) => /^(packages|apps)\/[^/]+\/package\.json$/.test(file));
  return new Map(
    manifests.flatMap((file) => {
      const { name, exports = {} } = JSON.parse(tree.read(file)) as {
        readonly name: string;
        readonly exports?: Readonly<Record<string, unknown>>;
      };
      return Object.entries(exports).flatMap(([door, path]) =>
        typeof path === 'string'
          ? [[posix.join(name, door), posix.join(posix.dirname(file), path)] as const]
          : [],
      );
    }),
  );
}

/** Groups of two or more that reach each other (Tarjan), each in alphabetical order. */
function circlesOf(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (at: string): number => {
    const number = order.size;
    order.set(at, number);
    lowest.set(at, number);
    open.push(at);
    for (const next of edges.get(at) ?? []) {
      const reached = order.has(next) ? (open.includes(next) ? order.get(next) : undefined) : visit(next);
      lowest.set(at, Math.min(lowest.get(at) ?? number, reached ?? number));
    }
    const low = lowest.get(at) ?? number;
    if (low === number) {
      const circle = open.splice(open.indexOf(at));
      if (circle.length > 1 || edges.get(at)?.includes(at)) found.push(circle.sort());
    }
    return low;
  };
  for (const file of edges.keys()) if (!order.has(file)) visit(file);
  return found;
}
