import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Adds the optional binaries for other platforms that a registry did not serve to package-lock.json: `npm ci` refuses a lock
 * without them. Run after `npm install` where `npm ci` says "Missing: … from lock file".
 */
interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = 'package-lock.json';
const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
const wanted = Object.values(lock.packages).flatMap((entry) =>
  Object.entries(entry.optionalDependencies ?? {}).map(([name, version]) => ({
    name,
    version,
    dev: entry.dev,
  })),
);
const missing = wanted.filter(({ name }) => lock.packages[`node_modules/${name}`] === undefined);
for (const { name, version, dev } of missing) {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : [];
  lock.packages[`node_modules/${name}`] = {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev === true ? { dev } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  } as Entry;
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${file}: ${missing.length} entries added`);
