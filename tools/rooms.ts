import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/**
 * Who may import whom. A room is a folder; what is not listed here is refused. `packages` are npm packages;
 * `node` tells whether Node's own modules may be used.
 */
interface Room {
  readonly may: readonly string[];
  readonly packages?: readonly string[];
  readonly node: boolean;
}

const everything = [
  'domain',
  'wire',
  'runtime',
  'storage',
  'storage-sqlite',
  'storage-aerospike',
  'chain',
  'outbound',
  'engines',
  'gateway',
  'object-store',
  'receipts',
  'paymail',
];

const rooms: Readonly<Record<string, Room>> = {
  'packages/domain': { may: [], node: false },
  'packages/wire': { may: [], packages: ['typebox'], node: false },
  'packages/receipts': { may: ['domain'], packages: ['@noble/hashes'], node: false },
  'packages/sdk/src/browser': { may: ['wire'], node: false },
  'packages/sdk': { may: ['receipts'], node: false },
  'packages/runtime': { may: ['domain'], packages: ['pino', 'prom-client'], node: true },
  'packages/storage': { may: ['domain'], node: true },
  'packages/storage-sqlite': { may: ['domain', 'storage'], node: true },
  'packages/storage-aerospike': { may: ['domain', 'storage', 'runtime'], node: true },
  'packages/chain/src/bsv': {
    may: ['domain', 'chain'],
    packages: ['@bsv/sdk', '@bitauth/libauth'],
    node: true,
  },
  'packages/chain': { may: ['domain', 'chain'], node: true },
  'packages/outbound': { may: ['runtime'], packages: ['undici', 'ipaddr.js'], node: true },
  'packages/object-store': {
    may: ['outbound'],
    packages: ['@aws-sdk/*', '@google-cloud/storage', 'google-auth-library'],
    node: true,
  },
  'packages/paymail': { may: ['domain', 'chain', 'runtime', 'outbound'], node: true },
  'packages/engines': {
    may: ['domain', 'runtime', 'storage', 'chain', 'outbound', 'object-store', 'paymail'],
    node: true,
  },
  'packages/gateway': {
    may: ['wire', 'engines', 'domain', 'runtime', 'outbound'],
    packages: [
      'fastify',
      'typebox',
      '@fastify/*',
      '@scalar/*',
      'ajv',
      'ajv-formats',
      'cookie',
      'fast-json-stringify',
    ],
    node: true,
  },
  'packages/testing': { may: [...everything, 'server'], packages: ['undici'], node: true },
  'apps/cli': {
    may: ['sdk', 'wire', 'runtime', 'testing', 'receipts', 'domain'],
    packages: ['commander', 'cli-progress', 'undici', 'csv-parse'],
    node: true,
  },
  'packages/ui': { may: [], packages: ['react', 'lucide-react'], node: false },
  'apps/worker': {
    may: ['ui', 'sdk', 'wire'],
    packages: [
      'react',
      'react-dom',
      'wouter',
      'idb',
      '@tanstack/react-query',
      '@panzoom/panzoom',
      'markdown-to-jsx',
      'lucide-react',
    ],
    node: false,
  },
  'apps/console': {
    may: ['ui', 'sdk', 'wire', 'receipts'],
    packages: [
      'react',
      'react-dom',
      'wouter',
      '@tanstack/react-query',
      'lucide-react',
      'recharts',
      'qrcode.react',
      'papaparse',
    ],
    node: false,
  },
  'apps/server': { may: everything, node: true },
  tests: { may: [...everything, 'sdk', 'testing', 'server'], packages: ['*'], node: true },
  tools: { may: [...everything, 'testing', 'server'], packages: ['*'], node: true },
};

/** Engines meet through stored records, never through each other; they share only the context and the accounts' basics. */
const engineFolders = [
  'billing',
  'stats',
  'task-list',
  'accounts',
  'consensus',
  'intake',
  'router',
  'settlement',
  'jobs',
  'media',
  'trust',
  'receipts',
  'webhooks',
];
/** Tests, and what is there for tests alone, may use the real parts. */
const testCode = /\.test\.ts$|^packages\/storage\/src\/(contract|faults)\/|\/src\/testing\//;
const testPackages = ['fast-check', 'standardwebhooks'];
const testRooms = [
  'testing',
  'receipts',
  'storage',
  'storage-sqlite',
  'server',
  'chain',
  'object-store',
  'outbound',
  'paymail',
];

const importForm =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function roomOf(file: string): string | undefined {
  return Object.keys(rooms)
    .filter((room) => file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function isAllowedPackage(name: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) =>
    pattern.endsWith('*')
      ? name.startsWith(pattern.slice(0, -1))
      : name === pattern || name.startsWith(`${pattern}/`),
  );
}

function packageProblem(file: string, room: Room, target: string): string | null {
  const isTest = testCode.test(file);
  if (target.startsWith('@asg/')) {
    const name = target.split('/')[1]!;
    const may = isTest ? [...room.may, ...testRooms] : room.may;
    return may.includes(name) ? null : `may not import ${target}`;
  }
  if (target.startsWith('node:')) {
    return room.node || isTest ? null : `may not use ${target}: this room runs in browsers too`;
  }
  const packages = [...(room.packages ?? []), ...(isTest ? testPackages : [])];
  return isAllowedPackage(target, packages) ? null : `may not import the package ${target}`;
}

function relativeProblem(file: string, target: string): string | null {
  const resolved = posix.join(posix.dirname(file), target);
  const home = file.split('/').slice(0, 2).join('/');
  if (!file.startsWith('tests/') && !resolved.startsWith(`${home}/`) && !file.startsWith('tools/')) {
    return `reaches out of its package: ${target}`;
  }
  const [from, to] = [file, resolved].map((path) => /^packages\/engines\/src\/([^/]+)\//.exec(path)?.[1]);
  const engines =
    !testCode.test(file) &&
    from !== undefined &&
    to !== undefined &&
    from !== to &&
    engineFolders.includes(to);
  return engines ? `an engine may not import another engine: ${target}` : null;
}

/** Every import that the table above does not allow, as `file: what is wrong`. */
export function roomViolations(files: readonly string[], read: (file: string) => string): readonly string[] {
  return files.flatMap((file) => {
    const name = roomOf(file);
    if (name === undefined) return [`${file}: belongs to no room of tools/rooms.ts`];
    const targets = [...read(file).matchAll(importForm)].map((match) => (match[1] ?? match[2])!);
    return targets.flatMap((target) => {
      const problem = target.startsWith('.')
        ? relativeProblem(file, target)
        : packageProblem(file, rooms[name]!, target);
      return problem === null ? [] : [`${file}: ${problem}`];
    });
  });
}

export function sourceFiles(): readonly string[] {
  const patterns = [
    'packages/*/src/**/*.{ts,tsx}',
    'apps/*/src/**/*.{ts,tsx}',
    'tests/**/*.ts',
    'tools/**/*.ts',
  ];
  return globSync(patterns, { exclude: (name) => String(name).includes('node_modules') })
    .map(String)
    .sort();
}

if (import.meta.main) {
  const files = sourceFiles();
  const violations = roomViolations(files, (file) => readFileSync(file, 'utf8'));
  for (const violation of violations) console.error(violation);
  console.log(`rooms: ${files.length} files, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
