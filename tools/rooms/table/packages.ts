import { alone, free, type Room } from '../room.ts';
import { enginePackages } from './engines.ts';
import { gateway } from './gateway.ts';
import { storagePackages } from './storage.ts';

/** The packages that a server is made of. */
export const serverPackages: Readonly<Record<string, Room>> = {
  /** Texts, numbers and JSON of strangers. */
  'packages/values': { may: [], node: false },
  /** How labels become a decision: numbers alone, nothing of tasks. */
  'packages/consensus': {
    may: ['values'],
    node: false,
    folders: { adaptive: 'any', predictions: ['adaptive'] },
  },
  /** What labels of each kind of task are, how they become one value, who agreed. */
  'packages/kinds': {
    may: ['values', 'consensus'],
    node: false,
    folders: {
      agreement: [],
      choice: ['agreement', 'units', 'values'],
      comparison: ['agreement', 'units', 'values'],
      'bounding-boxes': ['marks', 'units', 'values'],
      marks: ['units', 'values'],
      'multi-label': ['agreement', 'units', 'values'],
      ranking: ['values'],
      rating: ['agreement', 'units', 'values'],
      'text-spans': ['marks', 'units', 'values'],
      units: [],
      values: [],
    },
  },
  'packages/domain': {
    may: ['values', 'consensus', 'kinds'],
    node: false,
    folders: {
      answers: ['values'],
      ...alone('assets', 'ids', 'leadership', 'money', 'people', 'quality', 'values', 'webhooks'),
      accounts: ['balance'],
      balance: ['accounts', 'billing', 'consensus', 'ids', 'money', 'task'],
      billing: ['balance', 'consensus', 'ids', 'money', 'settlement', 'task'],
      consensus: ['answers', 'task'],
      consequences: 'any',
      'consensus/adaptive': ['answers', 'consensus/predictions', 'task'],
      'consensus/predictions': ['answers', 'consensus/adaptive', 'task'],
      deposits: ['money', 'settlement'],
      events: ['ids', 'jobs', 'task'],
      intake: ['balance'],
      jobs: ['answers', 'accounts', 'balance', 'money', 'rows', 'task', 'values'],
      links: ['task'],
      lists: ['answers', 'ids', 'task', 'trust', 'values'],
      payouts: ['balance', 'money', 'settlement', 'task', 'trust', 'workers'],
      routing: ['consensus', 'ids', 'practice', 'task'],
      results: ['answers', 'consensus', 'consensus/adaptive', 'ids', 'task', 'trust'],
      rows: ['values'],
      runners: ['answers', 'billing', 'ids', 'task'],
      settlement: ['answers', 'values', 'balance', 'consensus', 'money', 'task', 'trail'],
      looks: ['answers', 'assets', 'ids', 'task'],
      practice: ['answers', 'task'],
      task: ['answers', 'balance', 'consensus', 'money', 'practice', 'routing', 'values'],
      trail: ['people'],
      treasury: ['money', 'settlement'],
      trust: ['answers', 'balance', 'consensus', 'ids', 'routing', 'settlement', 'task'],
      vitals: [],
      workers: ['trust'],
      work: ['balance', 'consensus', 'consensus/adaptive', 'ids', 'money', 'routing', 'task', 'trust'],
    },
  },
  'packages/wire': {
    may: ['values', 'consensus', 'domain'],
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
      pools: ['parts'],
      runners: ['parts', 'tasks'],
      push: ['parts'],
      settlement: ['parts'],
      stats: ['billing', 'parts', 'tasks'],
      tasks: ['parts', 'work'],
      trail: ['parts'],
      trust: ['accounts', 'parts', 'tasks', 'work'],
      webhooks: ['events', 'parts'],
      work: ['parts'],
    },
  },
  /** The only room that reads and writes file formats; it runs wherever there are files. */
  'packages/formats': {
    may: ['values', 'consensus', 'domain'],
    packages: ['@zip.js/zip.js', 'client-zip', 'hyparquet-writer'],
    node: false,
    folders: {
      boxes: ['csv', 'hugging-face', 'html', 'zip'],
      bytes: [],
      csv: [],
      'hugging-face': [],
      html: [],
      json: [],
      jsonl: ['json'],
      parquet: [],
      spans: ['html'],
      zip: [],
    },
  },
  /** Pages that the server writes itself: what is around them, the front page, what is not there. */
  'packages/front': { may: ['formats'], node: false },
  'packages/receipts': { may: ['values', 'consensus', 'domain'], packages: ['@noble/hashes'], node: false },
  'packages/runtime': {
    may: ['values', 'consensus', 'domain'],
    packages: ['pino', 'prom-client'],
    node: true,
    folders: free('concurrency', 'processes', 'secrecy', 'testing'),
  },
  ...storagePackages,
  'packages/chain': {
    may: ['values', 'consensus', 'domain', 'formats', 'front'],
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
    may: ['values', 'consensus', 'domain', 'outbound'],
    packages: ['@aws-sdk/*', '@google-cloud/storage', 'google-auth-library'],
    node: true,
  },
  'packages/paymail': {
    may: ['values', 'consensus', 'domain', 'chain', 'runtime', 'outbound'],
    packages: ['lru-cache'],
    node: true,
    folders: free('testing'),
  },
  /** Items that customers give by value, for whoever takes tasks. */
  'packages/assets': {
    may: ['values', 'consensus', 'domain', 'formats', 'runtime', 'storage', 'object-store', 'pictures'],
    node: true,
  },
  /** What customers take away of their tasks, a page at a time. */
  'packages/exports': {
    may: ['assets', 'values', 'consensus', 'domain', 'formats', 'storage'],
    node: true,
    folders: { kinds: [] },
  },
  /** What the operator watches: how the server was, accounts by their figures, what a worker answered. */
  'packages/oversight': {
    may: ['values', 'consensus', 'domain', 'storage', 'people'],
    node: true,
  },
  ...enginePackages,
  /** Manifests read as streams into tasks, and what follows of them until their results are delivered. */
  'packages/jobs': {
    may: [
      'values',
      'consensus',
      'domain',
      'formats',
      'runtime',
      'storage',
      'assets',
      'people',
      'engines',
      'exports',
      'object-store',
    ],
    node: true,
    folders: { reading: [] },
  },
  /** What people are told by mail: composed, sent, or shown by the program itself. */
  'packages/mail': {
    may: ['values', 'consensus', 'domain', 'formats', 'runtime', 'storage'],
    packages: ['nodemailer'],
    node: true,
    folders: {
      mailbox: ['templates'],
      templates: [],
      testing: { siblings: [], packages: ['smtp-server'] },
    },
  },
  'packages/webhooks': {
    may: ['values', 'consensus', 'domain', 'runtime', 'storage', 'outbound', 'people', 'engines'],
    node: true,
    folders: free('testing'),
  },
  /** What is told of results, what customers say of them, and second opinions that they ask for. */
  'packages/results': {
    may: ['values', 'consensus', 'kinds', 'domain', 'runtime', 'storage', 'people', 'engines'],
    node: true,
    folders: { ranking: [] },
  },
  /** What tells workers' browsers that there is work. */
  'packages/push': {
    may: ['values', 'consensus', 'domain', 'runtime', 'storage', 'outbound', 'people', 'engines'],
    node: true,
    folders: free('testing'),
  },
  'packages/deposits': {
    may: ['values', 'consensus', 'domain', 'runtime', 'storage', 'chain', 'people', 'engines'],
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
    may: ['values', 'consensus', 'domain', 'runtime', 'storage', 'outbound', 'assets', 'pictures', 'people'],
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
