import { readFileSync } from 'node:fs';

/** A package of others, as a lock file names it. */
export interface Locked {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, as its author wrote it; empty: none is given. */
  readonly licence: string;
  /** `sha512-…` of its archive. */
  readonly integrity: string;
  /** Where it is installed, e.g. `node_modules/a/node_modules/b`. */
  readonly path: string;
  /** For other systems or processors than some. */
  readonly optional: boolean;
  readonly needs: readonly string[];
}

interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const modules = 'node_modules/';

/** All packages of a lock file that come from elsewhere. */
export function lockedPackages(file: string): readonly Locked[] {
  const { packages }: { packages: Readonly<Record<string, Entry>> } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes(modules) && link !== true)
    .map(([path, entry]) => ({
      name: entry.name ?? path.slice(path.lastIndexOf(modules) + modules.length),
      version: entry.version ?? '',
      licence: entry.license ?? '',
      integrity: entry.integrity ?? '',
      path,
      optional: entry.optional === true,
      needs: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }),
    }));
}

/** Those that a package with these dependencies brings along, found as Node.js finds them. Throws where one is not there. */
export function broughtBy(dependencies: readonly string[], packages: readonly Locked[]): readonly Locked[] {
  const byPath = new Map(packages.map((one) => [one.path, one]));
  const found = new Set<Locked>();
  const follow = (from: string, names: readonly string[], by: string): void => {
    for (const name of names) {
      const one = lookedUp(byPath, from, name);
      if (one === undefined) throw new Error(`${by} needs ${name}, which the lock file has not`);
      if (found.has(one)) continue;
      found.add(one);
      follow(one.path, one.needs, one.name);
    }
  };
  follow('', dependencies, 'the package');
  return [...found].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function lookedUp(byPath: ReadonlyMap<string, Locked>, from: string, name: string): Locked | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf(`/${modules}`), 0))) {
    const found = byPath.get(`${at === '' ? '' : `${at}/`}${modules}${name}`);
    if (found !== undefined || at === '') return found;
  }
}
