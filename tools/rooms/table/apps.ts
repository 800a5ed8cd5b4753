import { free, type Room } from '../room.ts';
import { everything } from './names.ts';

/** What web apps are made of. */
const pages = ['react', 'react-dom', 'wouter', '@tanstack/react-query', 'lucide-react'];

/** Who may import whom in the apps, in the tests of the whole and in the tools. */
export const apps: Readonly<Record<string, Room>> = {
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
      ...free('i18n', 'wallet', 'work', 'work/stage', 'work/today'),
      pwa: ['i18n'],
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
    folders: {
      chain: ['settings'],
      'data-folder': ['settings'],
      keys: ['settings'],
      migrate: ['settings'],
      process: [],
      roles: ['chain', 'settings'],
      settings: [],
    },
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
      ...free(
        'bench',
        'bench/clients',
        'bench/consensus',
        'check',
        'compatibility',
        'rooms',
        'rooms/table',
        'tests',
      ),
      ...free('consensus-vectors', 'error-vectors', 'receipt-vectors', 'vectors', 'webhook-vectors'),
    },
  },
};
