import type { Room } from './room.ts';

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

const free = (...folders: readonly string[]): Readonly<Record<string, 'any'>> =>
  Object.fromEntries(folders.map((folder) => [folder, 'any']));

const alone = (...folders: readonly string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(folders.map((folder) => [folder, []]));

/** What web apps are made of. */
const pages = ['react', 'react-dom', 'wouter', '@tanstack/react-query', 'lucide-react'];

/** Who may import whom. What is not listed here is refused. */
export const rooms: Readonly<Record<string, Room>> = {
  'packages/domain': {
    may: [],
    node: false,
    folders: {
      ...alone('accounts', 'ids', 'leadership', 'money', 'quality', 'webhooks', 'workers'),
      billing: ['consensus', 'money', 'settlement', 'task'],
      consensus: ['task'],
      consequences: 'any',
      'consensus/adaptive': ['task'],
      events: ['ids', 'jobs', 'task'],
      jobs: ['money', 'task'],
      payouts: ['money', 'settlement'],
      routing: ['consensus', 'task'],
      settlement: ['money', 'task'],
      task: ['consensus', 'money', 'routing'],
      treasury: ['money', 'settlement'],
      trust: ['consensus', 'ids', 'routing', 'settlement', 'task'],
    },
  },
  'packages/wire': {
    may: ['domain'],
    packages: ['typebox'],
    node: false,
    folders: { routes: ['schemas'], schemas: [] },
  },
  'packages/receipts': { may: ['domain'], packages: ['@noble/hashes'], node: false },
  'packages/sdk': {
    may: ['receipts', 'domain'],
    node: false,
    folders: {
      admin: ['transport'],
      console: ['transport'],
      customer: ['transport'],
      transport: [],
      verification: ['customer', 'transport'],
      worker: ['transport'],
    },
  },
  'packages/runtime': {
    may: ['domain'],
    packages: ['pino', 'prom-client'],
    node: true,
    folders: free('concurrency', 'testing'),
  },
  'packages/storage': {
    may: ['domain'],
    node: true,
    folders: {
      ...free('accounts', 'billing', 'contract', 'events', 'faults', 'jobs', 'leadership', 'payouts'),
      ...free('records', 'settlement', 'stats', 'tasks', 'trust', 'webhooks', 'work'),
    },
  },
  'packages/storage-sqlite': {
    may: ['domain', 'storage'],
    node: true,
    folders: {
      ...free('accounts', 'billing', 'contract', 'crash', 'events', 'file', 'jobs', 'migrations', 'payouts'),
      ...free('records', 'settlement', 'stats', 'tasks', 'trust', 'webhooks', 'work', 'writing'),
    },
  },
  'packages/storage-aerospike': {
    may: ['domain', 'storage', 'runtime'],
    packages: ['aerospike', 'lru-cache'],
    node: true,
    folders: {
      accounts: ['cluster', 'records'],
      billing: ['records'],
      cluster: [],
      events: ['records', 'webhooks'],
      jobs: ['records'],
      payouts: ['accounts', 'records', 'settlement'],
      records: ['cluster'],
      rows: 'any',
      settlement: ['payouts', 'records', 'tasks'],
      stats: ['billing', 'cluster', 'records', 'tasks'],
      tasks: ['accounts', 'records'],
      trust: ['accounts', 'cluster', 'records', 'tasks'],
      webhooks: ['records'],
      work: ['cluster', 'records', 'tasks', 'trust'],
    },
  },
  'packages/chain': {
    may: ['domain'],
    packages: ['lru-cache'],
    node: true,
    folders: {
      arc: ['bsv', 'exchange', 'whatsonchain'],
      'arc/testing': 'any',
      bsv: { siblings: [], packages: ['@bsv/sdk', '@bitauth/libauth', 'lru-cache'] },
      contract: 'any',
      exchange: ['bsv'],
      headers: ['bsv'],
      local: ['bsv'],
      'local/explorer': ['bsv'],
      'local/ledger': ['bsv'],
      'local/routes': ['bsv'],
      'local/testing': 'any',
      node: ['bsv', 'exchange', 'whatsonchain'],
      whatsonchain: ['bsv', 'exchange'],
    },
  },
  'packages/outbound': { may: ['runtime'], packages: ['undici', 'ipaddr.js'], node: true },
  'packages/object-store': {
    may: ['outbound'],
    packages: ['@aws-sdk/*', '@google-cloud/storage', 'google-auth-library'],
    node: true,
  },
  'packages/paymail': {
    may: ['domain', 'chain', 'runtime', 'outbound'],
    packages: ['lru-cache'],
    node: true,
    folders: free('testing'),
  },
  /** Engines meet through stored records, never through each other: they share what tells of a change, and the rules of a new task. */
  'packages/engines': {
    may: ['domain', 'runtime', 'storage', 'chain', 'outbound', 'object-store', 'paymail'],
    packages: ['lru-cache'],
    node: true,
    folders: {
      accounts: [],
      billing: [],
      consensus: [],
      events: [],
      intake: ['submission'],
      jobs: ['submission'],
      media: [],
      receipts: [],
      router: [],
      settlement: [],
      stats: [],
      submission: [],
      'task-list': [],
      testing: 'any',
      trust: ['submission'],
      webhooks: ['events'],
    },
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
    folders: {
      bodies: ['rate-limits'],
      connections: ['rate-limits'],
      'rate-limits': [],
      replies: [],
      routes: ['connections', 'rate-limits', 'replies'],
      testing: 'any',
    },
  },
  'packages/instance': { may: ['runtime'], node: true },
  'packages/crowd': { may: ['runtime', 'sdk'], node: true },
  'packages/testing': {
    may: [...everything, 'sdk', 'instance', 'server'],
    node: true,
    folders: free('aerospike', 'builders', 'client', 'cluster', 'refinery'),
  },
  'packages/ui': {
    may: [],
    packages: ['react', 'lucide-react'],
    node: false,
    folders: free('controls', 'styles', 'styles/controls'),
  },
  'apps/cli': {
    may: ['sdk', 'crowd', 'instance', 'runtime', 'receipts', 'domain', 'server'],
    packages: ['commander', 'cli-progress', 'csv-parse'],
    node: true,
    folders: {
      account: ['terminal'],
      admin: ['terminal'],
      completion: ['terminal'],
      demo: ['instance', 'terminal'],
      doctor: ['account', 'admin', 'terminal'],
      instance: ['terminal'],
      jobs: ['account', 'tasks', 'terminal', 'verify'],
      migrate: ['terminal'],
      replay: ['instance', 'terminal'],
      'replay/offline': ['instance', 'terminal'],
      tasks: ['account', 'terminal', 'verify'],
      terminal: [],
      testing: 'any',
      up: ['terminal'],
      verify: ['terminal'],
      webhooks: ['account', 'terminal'],
    },
  },
  'apps/worker': {
    may: ['ui', 'sdk', 'domain'],
    packages: [...pages, 'idb', '@panzoom/panzoom', 'markdown-to-jsx'],
    node: false,
    folders: {
      ...free('account', 'api', 'appeals', 'earnings', 'history', 'outbox', 'shell', 'styles'),
      ...free('wallet', 'words', 'work'),
      pwa: ['words'],
    },
  },
  'apps/console': {
    may: ['ui', 'sdk', 'receipts', 'domain'],
    packages: [...pages, 'recharts', 'qrcode.react', 'papaparse'],
    node: false,
    folders: {
      ...free('api', 'charts', 'jobs', 'keys', 'live', 'operator', 'overview', 'parts', 'quality'),
      ...free('session', 'shell', 'styles', 'submit', 'tasks', 'usage', 'webhooks'),
    },
  },
  'apps/server': {
    may: everything,
    node: true,
    folders: { migrate: [], roles: [] },
    paths: ['apps/worker/dist', 'apps/console/dist'],
  },
  tests: {
    may: [...everything, 'sdk', 'crowd', 'instance', 'testing', 'server', 'tools'],
    packages: ['*'],
    node: true,
    folders: {
      ...free('aerospike', 'aerospike/parts', 'browser', 'browser/console', 'browser/parts', 'frozen'),
      ...free('gcs', 'scenarios', 'scenarios/tenants', 'simulation', 'simulation/providers', 'soak'),
    },
  },
  tools: {
    may: [...everything, 'sdk', 'crowd', 'testing', 'server', 'cli', 'tests'],
    packages: ['*'],
    node: true,
    folders: {
      ...free('bench', 'bench/clients', 'bench/consensus', 'check', 'compatibility', 'rooms', 'tests'),
      ...free('consensus-vectors', 'error-vectors', 'receipt-vectors', 'vectors', 'webhook-vectors'),
    },
  },
};

/** What tests may use besides, wherever they are. */
export const forTests = {
  packages: ['fast-check', 'standardwebhooks'],
  rooms: [
    'testing',
    'crowd',
    'receipts',
    'storage',
    'storage-sqlite',
    'server',
    'chain',
    'object-store',
    'outbound',
    'paymail',
  ],
};
