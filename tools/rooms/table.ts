/** Who may import whom. What is not listed here is refused. */
export interface Room {
  /** Other rooms, by the last part of their folder. */
  readonly may: readonly string[];
  /** npm packages; `*` at the end stands for any rest. */
  readonly packages?: readonly string[];
  /** Whether Node's own modules may be used: not where the room runs in browsers too. */
  readonly node: boolean;
  /** Its folders, with the siblings that each may import; `any` where there is no rule. Files beside the folders are shared. */
  readonly folders?: Readonly<Record<string, SubRoom | readonly string[] | 'any'>>;
  /** Files of other rooms that it looks for when it runs. */
  readonly paths?: readonly string[];
}

/** A folder of a room. What it does not say is as the room says. */
export interface SubRoom extends Partial<Omit<Room, 'folders'>> {
  readonly siblings: readonly string[] | 'any';
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

const free = (...folders: readonly string[]): Readonly<Record<string, 'any'>> =>
  Object.fromEntries(folders.map((folder) => [folder, 'any']));

export const rooms: Readonly<Record<string, Room>> = {
  'packages/domain': {
    may: [],
    node: false,
    folders: {
      accounts: [],
      billing: ['consensus', 'money', 'task'],
      consensus: ['task'],
      'consensus/adaptive': ['task'],
      ids: [],
      money: [],
      quality: [],
      routing: ['consensus', 'task'],
      settlement: ['money', 'task'],
      task: ['consensus', 'money', 'routing'],
      treasury: ['money', 'settlement'],
      trust: ['consensus', 'ids', 'routing', 'settlement', 'task'],
      workers: [],
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
    may: ['receipts'],
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
    folders: free('testing'),
  },
  'packages/storage': { may: ['domain'], node: true, folders: free('contract', 'faults') },
  'packages/storage-sqlite': {
    may: ['domain', 'storage'],
    node: true,
    folders: {
      contract: 'any',
      crash: 'any',
      executor: [],
      migrations: [],
      transport: ['executor'],
    },
  },
  'packages/storage-aerospike': {
    may: ['domain', 'storage', 'runtime'],
    packages: ['aerospike'],
    node: true,
    folders: {
      accounts: ['keeping'],
      cluster: [],
      figures: ['cluster', 'keeping', 'tasks'],
      intake: ['accounts', 'cluster', 'keeping', 'tasks'],
      jobs: ['keeping', 'tasks'],
      keeping: ['cluster'],
      processes: ['keeping'],
      rows: 'any',
      settling: ['keeping', 'tasks', 'telling', 'workers'],
      tasks: ['keeping', 'trust'],
      telling: ['keeping'],
      trust: ['cluster', 'keeping', 'tasks', 'workers'],
      work: ['cluster', 'keeping', 'tasks', 'trust'],
      workers: ['keeping', 'settling', 'tasks'],
    },
  },
  'packages/chain': {
    may: ['domain'],
    node: true,
    folders: {
      arc: ['bsv', 'exchange', 'whatsonchain'],
      'arc/testing': 'any',
      bsv: { siblings: [], packages: ['@bsv/sdk', '@bitauth/libauth'] },
      contract: 'any',
      exchange: ['bsv'],
      headers: ['bsv'],
      local: ['bsv'],
      'local/explorer': ['bsv'],
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
    node: true,
    folders: free('testing'),
  },
  /** Engines meet through stored records, never through each other: they share what tells of a change, and the rules of a new task. */
  'packages/engines': {
    may: ['domain', 'runtime', 'storage', 'chain', 'outbound', 'object-store', 'paymail'],
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
  'packages/testing': {
    may: [...everything, 'server'],
    packages: ['undici'],
    node: true,
    folders: free('aerospike', 'builders', 'client', 'cluster', 'crowd', 'refinery'),
  },
  'packages/ui': {
    may: [],
    packages: ['react', 'lucide-react'],
    node: false,
    folders: free('styles'),
  },
  'apps/cli': {
    may: ['sdk', 'wire', 'runtime', 'testing', 'receipts', 'domain', 'server'],
    packages: ['commander', 'cli-progress', 'undici', 'csv-parse'],
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
    may: ['ui', 'sdk', 'wire', 'domain'],
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
    folders: {
      ...free('account', 'api', 'appeals', 'earnings', 'history', 'outbox', 'shell', 'styles'),
      ...free('wallet', 'words', 'work'),
      pwa: ['words'],
    },
  },
  'apps/console': {
    may: ['ui', 'sdk', 'wire', 'receipts', 'domain'],
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
    may: [...everything, 'sdk', 'testing', 'server', 'tools'],
    packages: ['*'],
    node: true,
    folders: {
      ...free('aerospike', 'aerospike/parts', 'browser', 'browser/console', 'browser/parts', 'frozen'),
      ...free('gcs', 'scenarios', 'scenarios/tenants', 'simulation', 'simulation/providers', 'soak'),
    },
  },
  tools: {
    may: [...everything, 'testing', 'server', 'cli', 'tests'],
    packages: ['*'],
    node: true,
    folders: {
      ...free('bench', 'bench/consensus', 'check', 'rooms', 'tests'),
      ...free('consensus-vectors', 'error-vectors', 'receipt-vectors', 'vectors', 'webhook-vectors'),
    },
  },
};

/** What tests may use besides, wherever they are. */
export const forTests = {
  packages: ['fast-check', 'standardwebhooks'],
  rooms: [
    'testing',
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
