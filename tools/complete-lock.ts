import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Completes the lock files after `npm install`, and with `--check` says what is missing: every package has its address and its
 * hash, the binaries of every platform are there, and no package refuses the Node.js that runs npm (decision 29).
 */
export interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly name?: string;
  readonly dev?: boolean;
  readonly engines?: unknown;
  readonly os?: readonly string[] | string;
  readonly cpu?: readonly string[] | string;
  readonly libc?: readonly string[] | string;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}
export type Packages = Readonly<Record<string, Entry>>;

/** Stands for whichever registry npm is configured for: `.npmrc` tells npm to put that one's address in its place. */
const registry = 'https://configured-registry.invalid/';
const modules = 'node_modules/';
const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

const isFromRegistry = (path: string, entry: Entry): boolean =>
  path.includes(modules) && entry.link !== true && entry.inBundle !== true;

const nameAt = (path: string, entry: Entry): string =>
  entry.name ?? path.slice(path.lastIndexOf(modules) + modules.length);

const addressOf = (name: string, version: string): string =>
  `${registry}${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;

/** The binaries that packages name for other platforms, which npm leaves out where a registry did not serve them. */
function binariesMissing(packages: Packages): Packages {
  const wanted = Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !has(packages, path, name))
      .map(([name, version]) => [`${modules}${name}`, binary(name, version, entry.dev)] as const),
  );
  return Object.fromEntries(wanted);
}

/** Whether the package at `path` finds that dependency, as Node.js looks for it: in its own folder, then upwards. */
function has(packages: Packages, path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf(`/${modules}`), 0))) {
    const folder = at === '' ? '' : `${at}/`;
    if (packages[`${folder}${modules}${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}

function binary(name: string, version: string, dev: boolean | undefined): Entry {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : [];
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev === true ? { dev } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}

/** An entry as it must stand, but for its hash, which only the registry knows. */
function completed(path: string, found: Entry): Entry {
  const { engines: _engines, ...entry } = found;
  if (!isFromRegistry(path, entry) || entry.version === undefined) return entry;
  const name = nameAt(path, entry);
  // The binaries of Node.js need the GNU C library, which their own package does not say.
  const libc = /^node-linux-/.test(name) ? { libc: ['glibc'] } : {};
  const { version, ...rest } = entry;
  return { version, ...rest, ...libc, resolved: addressOf(name, version) };
}

/** What keeps a lock file from being complete: one sentence each. */
export function lockProblems(packages: Packages): readonly string[] {
  const problems = Object.keys(binariesMissing(packages)).map((path) => `no entry for ${path}`);
  for (const [path, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.dependencies ?? {}))
      if (!has(packages, path, name)) problems.push(`${path}: no entry for ${name}, which it depends on`);
    if (path !== '' && entry.engines !== undefined)
      problems.push(`${path}: engines speak of the Node.js that runs npm, not of the one that runs this`);
    if (!isFromRegistry(path, entry)) continue;
    const name = nameAt(path, entry);
    if (entry.integrity === undefined) problems.push(`${path}: no integrity`);
    if (entry.resolved !== addressOf(name, entry.version ?? ''))
      problems.push(`${path}: resolved is not ${registry}…, which stands for the configured registry`);
    if (/^node-linux-/.test(name) && entry.libc === undefined) problems.push(`${path}: no libc`);
  }
  return problems;
}

function hashOf(name: string, version: string): string {
  const answer = execFileSync('npm', ['view', '--json', `${name}@${version}`, 'dist.integrity'], {
    encoding: 'utf8',
  });
  return JSON.parse(answer) as string;
}

function complete(packages: Packages): Packages {
  const entries = Object.entries({ ...packages, ...binariesMissing(packages) }).map(([path, entry]) => {
    if (path === '') return [path, entry] as const;
    const whole = completed(path, entry);
    if (!isFromRegistry(path, whole) || whole.integrity !== undefined) return [path, whole] as const;
    return [path, { ...whole, integrity: hashOf(nameAt(path, whole), whole.version ?? '') }] as const;
  });
  return Object.fromEntries(
    entries.map(([path, entry]) => [path, sorted(entry)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** npm's own order: first what it is and whence, then the rest by name. */
function sorted(entry: Entry): Entry {
  const first = ['name', 'version', 'resolved', 'integrity'];
  const rank = (key: string): number => (first.includes(key) ? first.indexOf(key) : first.length);
  return Object.fromEntries(Object.entries(entry).sort(([a], [b]) => rank(a) - rank(b)));
}

if (import.meta.main) {
  const isCheck = process.argv.includes('--check');
  for (const file of ['package-lock.json', 'tests/package-lock.json']) {
    const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Packages };
    if (!isCheck) {
      lock.packages = complete(lock.packages);
      writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    }
    const problems = lockProblems(lock.packages);
    for (const problem of problems) console.error(`${file}: ${problem}`);
    console.log(`${file}: ${Object.keys(lock.packages).length} entries, ${problems.length} problems`);
    if (problems.length > 0) process.exitCode = 1;
  }
}
