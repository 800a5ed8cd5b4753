import { alone, free, type Room } from '../room.ts';
import { gateway } from './gateway.ts';
import { storagePackages } from './storage.ts';

/** The packages that a server is made of. */
export const serverPackages: Readonly<Record<string, Room>> = {
  'packages/domain': {
    may: [],
    node: false,
    folders: {
      ...alone('assets', 'ids', 'leadership', 'money', 'people', 'quality', 'values', 'webhooks'),
      accounts: ['balance'],
      balance: ['accounts', 'billing', 'consensus', 'ids', 'money', 'task'],
      billing: ['balance', 'consensus', 'ids', 'money', 'settlement', 'task'],
      consensus: ['task'],
      consequences: 'any',
      'consensus/adaptive': ['task'],
      deposits: ['money', 'settlement'],
      events: ['ids', 'jobs', 'task'],
      intake: ['balance'],
      jobs: ['accounts', 'balance', 'money', 'rows', 'task', 'values'],
      links: ['task'],
      payouts: ['balance', 'money', 'settlement', 'task', 'trust', 'workers'],
      routing: ['consensus', 'ids', 'task'],
      rows: ['values'],
      settlement: ['balance', 'money', 'task'],
      looks: ['assets', 'task'],
      task: ['balance', 'consensus', 'money', 'routing', 'values'],
      treasury: ['money', 'settlement'],
      trust: ['balance', 'consensus', 'ids', 'routing', 'settlement', 'task'],
      workers: ['trust'],
      work: ['balance', 'ids', 'money', 'task', 'trust'],
    },
  },
  'packages/wire': {
    may: ['domain'],
    packages: ['typebox'],
    node: false,
    folders: {
      accounts: ['parts'],
      assets: ['parts', 'tasks'],
      billing: ['parts', 'tasks'],
      deposits: ['parts', 'tasks'],
      events: ['parts'],
      exports: ['jobs', 'parts', 'tasks'],
      jobs: ['parts', 'tasks', 'trust'],
      operations: ['parts'],
      parts: [],
      payouts: ['parts'],
      people: ['accounts', 'parts'],
      settlement: ['parts'],
      stats: ['billing', 'parts', 'tasks'],
      tasks: ['parts', 'work'],
      trust: ['accounts', 'parts', 'tasks'],
      webhooks: ['events', 'parts'],
      work: ['parts'],
    },
  },
  /** The only room that reads and writes file formats; it runs wherever there are files. */
  'packages/formats': {
    may: ['domain'],
    packages: ['@zip.js/zip.js', 'client-zip', 'hyparquet-writer'],
    node: false,
    folders: {
      bytes: [],
      csv: [],
      'hugging-face': [],
      html: [],
      json: [],
      jsonl: ['json'],
      parquet: [],
      zip: [],
    },
  },
  'packages/receipts': { may: ['domain'], packages: ['@noble/hashes'], node: false },
  'packages/runtime': {
    may: ['domain'],
    packages: ['pino', 'prom-client'],
    node: true,
    folders: free('concurrency', 'secrecy', 'testing'),
  },
  ...storagePackages,
  'packages/chain': {
    may: ['domain', 'formats'],
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
      'local/explorer': ['bsv', 'local/ledger', 'local/routes'],
      'local/ledger': ['bsv'],
      'local/routes': ['bsv', 'local/ledger'],
      'local/testing': 'any',
      node: ['bsv', 'exchange', 'whatsonchain'],
      posted: { siblings: ['bsv', 'local'], packages: ['@bsv/sdk'] },
      whatsonchain: ['bsv', 'exchange'],
    },
  },
  'packages/outbound': { may: ['runtime'], packages: ['undici', 'ipaddr.js'], node: true },
  'packages/object-store': {
    may: ['domain', 'outbound'],
    packages: ['@aws-sdk/*', '@google-cloud/storage', 'google-auth-library'],
    node: true,
  },
  'packages/paymail': {
    may: ['domain', 'chain', 'runtime', 'outbound'],
    packages: ['lru-cache'],
    node: true,
    folders: free('testing'),
  },
  /** Items that customers give by value, for whoever takes tasks. */
  'packages/assets': {
    may: ['domain', 'formats', 'runtime', 'storage', 'object-store', 'pictures'],
    node: true,
  },
  /** What customers take away of their tasks, a page at a time. */
  'packages/exports': { may: ['assets', 'domain', 'formats', 'storage'], node: true },
  /** Engines meet through stored records, never through each other: they share what tells of a change, and the rules of a new task. */
  'packages/engines': {
    may: ['domain', 'runtime', 'storage', 'assets', 'chain', 'outbound', 'paymail'],
    packages: ['@zxcvbn-ts/*', 'lru-cache'],
    node: true,
    folders: {
      accounts: ['people'],
      billing: [],
      consensus: [],
      events: [],
      intake: ['submission'],
      people: [],
      receipts: [],
      router: [],
      settlement: [],
      ...alone('settlement/chain', 'settlement/holds', 'settlement/signing'),
      'settlement/admin': ['settlement/holds', 'settlement/signing'],
      'settlement/lanes': ['settlement/signing'],
      'settlement/payees': ['settlement/holds', 'settlement/signing'],
      'settlement/paying': [
        'settlement/holds',
        'settlement/lanes',
        'settlement/payees',
        'settlement/sending',
        'settlement/signing',
      ],
      'settlement/sending': ['settlement/chain', 'settlement/lanes', 'settlement/signing'],
      'settlement/tracking': ['settlement/chain', 'settlement/lanes', 'settlement/sending'],
      stats: [],
      submission: [],
      'task-list': [],
      testing: 'any',
      trust: ['submission'],
    },
  },
  /** Manifests read as streams into tasks, and what follows of them until their results are delivered. */
  'packages/jobs': {
    may: ['domain', 'formats', 'runtime', 'storage', 'assets', 'engines', 'exports', 'object-store'],
    node: true,
    folders: { reading: [] },
  },
  /** What people are told by mail: composed, sent, or shown by the program itself. */
  'packages/mail': {
    may: ['domain', 'formats', 'runtime', 'storage'],
    packages: ['nodemailer'],
    node: true,
    folders: {
      mailbox: ['templates'],
      templates: [],
      testing: { siblings: [], packages: ['smtp-server'] },
    },
  },
  'packages/webhooks': {
    may: ['domain', 'runtime', 'storage', 'outbound', 'engines'],
    node: true,
    folders: free('testing'),
  },
  'packages/deposits': {
    may: ['domain', 'runtime', 'storage', 'chain', 'engines'],
    node: true,
    folders: free('testing', 'watch'),
  },
  /** What decodes bytes of strangers runs apart from the server, in `child`. */
  'packages/pictures': {
    may: ['runtime'],
    packages: ['sharp', 'bmp-ts', 'decode-ico'],
    node: true,
    folders: { child: ['plain'], plain: [] },
  },
  'packages/media': {
    may: ['domain', 'runtime', 'storage', 'outbound', 'assets', 'pictures', 'engines'],
    packages: ['lru-cache'],
    node: true,
    folders: { ahead: [] },
  },
  ...gateway,
};

/** Their names, for those that may import them all. */
export const everything: readonly string[] = Object.keys(serverPackages).map((room) =>
  room.replace('packages/', ''),
);
