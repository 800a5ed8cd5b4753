import { alone, type Room } from '../room.ts';

/** Who takes part, and the use cases. */
export const enginePackages: Readonly<Record<string, Room>> = {
  /** Who takes part, how they sign in, and who did what; and what every engine works with. */
  'packages/people': {
    may: ['values', 'consensus', 'domain', 'runtime', 'storage', 'paymail'],
    packages: ['@simplewebauthn/server', '@zxcvbn-ts/*', 'lru-cache', 'otpauth'],
    node: true,
    folders: {
      accounts: ['accounts/leaving', 'sign-in', 'sign-in/factors', 'trail'],
      'accounts/leaving': ['accounts', 'sign-in', 'trail'],
      pools: ['sign-in'],
      'sign-in': ['sign-in/factors'],
      'sign-in/factors': ['sign-in'],
      trail: [],
    },
  },
  /** Engines meet through stored records, never through each other: they share what tells of a change, and the rules of a new task. */
  'packages/engines': {
    may: [
      'values',
      'consensus',
      'domain',
      'runtime',
      'storage',
      'assets',
      'chain',
      'outbound',
      'people',
      'paymail',
    ],
    packages: ['lru-cache'],
    node: true,
    folders: {
      billing: [],
      consensus: [],
      events: [],
      intake: ['submission'],
      practice: ['submission'],
      receipts: [],
      router: [],
      runners: ['submission'],
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
};
