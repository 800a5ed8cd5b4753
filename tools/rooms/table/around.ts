import { free, type Room } from '../room.ts';
import { everything } from './packages.ts';

/** What web apps are made of. */
export const pages = ['react', 'react-dom', 'wouter', '@tanstack/react-query', 'lucide-react'];

/** The packages around a server: its clients, what starts it and tries it, how its pages look. */
export const around: Readonly<Record<string, Room>> = {
  'packages/sdk': {
    may: ['receipts', 'values', 'consensus', 'domain'],
    node: false,
    folders: {
      admin: ['transport'],
      console: ['people', 'transport'],
      customer: ['transport'],
      people: ['transport'],
      transport: [],
      verification: ['customer', 'transport'],
      worker: ['people', 'transport'],
    },
  },
  'packages/instance': { may: ['runtime'], node: true },
  'packages/crowd': { may: ['runtime', 'sdk'], node: true, folders: { kinds: [] } },
  'packages/testing': {
    may: [...everything, 'sdk', 'instance', 'server'],
    node: true,
    folders: free('aerospike', 'builders', 'client', 'cluster', 'refinery'),
  },
  'packages/console-kit': {
    may: ['ui', 'sdk', 'values', 'consensus', 'kinds', 'domain', 'formats'],
    packages: [...pages, 'recharts'],
    node: false,
    folders: {
      api: [],
      charts: ['parts'],
      filters: ['api', 'kinds', 'parts', 'session'],
      items: ['parts'],
      kinds: [
        'api',
        'parts',
        'kinds/bounding-boxes',
        'kinds/choice',
        'kinds/comparison',
        'kinds/multi-label',
        'kinds/rating',
        'kinds/text-spans',
      ],
      'kinds/bench': ['api', 'kinds', 'parts'],
      'kinds/bounding-boxes': ['kinds', 'kinds/marks'],
      'kinds/choice': ['kinds', 'kinds/bench', 'parts'],
      'kinds/comparison': ['api', 'kinds', 'kinds/choice', 'parts'],
      'kinds/marks': ['kinds', 'kinds/bench', 'kinds/choice', 'parts'],
      'kinds/multi-label': ['kinds', 'kinds/bench', 'kinds/choice', 'parts'],
      'kinds/rating': ['kinds', 'kinds/bench', 'kinds/choice', 'parts'],
      'kinds/text-spans': ['kinds', 'kinds/marks'],
      live: ['api'],
      money: ['api', 'parts', 'session'],
      parts: ['api'],
      reviews: ['api', 'kinds', 'parts', 'session'],
      session: ['api', 'parts'],
      styles: [],
      team: ['parts', 'session'],
      trail: ['api', 'parts'],
    },
  },
  'packages/operator-pages': {
    may: ['console-kit', 'ui', 'sdk', 'values', 'consensus', 'domain'],
    packages: [...pages, 'qrcode.react'],
    node: false,
    folders: {
      customers: ['operators'],
      health: ['customers'],
      ledger: [],
      operators: [],
      items: [],
      reports: ['items'],
      trail: [],
      workers: ['items', 'operators'],
    },
  },
  'packages/ui': {
    may: [],
    packages: ['react', 'lucide-react'],
    node: false,
    folders: {
      ...free('controls', 'styles', 'styles/controls'),
      place: { siblings: [], packages: [] },
      pictures: { siblings: ['controls'], packages: ['@panzoom/panzoom', 'lucide-react', 'react'] },
      /** Loaded by who reads instructions. */
      markdown: { siblings: [], packages: ['markdown-to-jsx', 'react'] },
      /** Loaded by whoever comes to it: it has libraries of its own. */
      factors: {
        siblings: ['controls'],
        packages: ['@simplewebauthn/browser', 'lucide-react', 'qrcode.react', 'react'],
      },
    },
  },
};
