/** A part of the menu. */
export interface Part {
  readonly title: string;
  /** Pages in their order, by the path of their source from the repository's root. */
  readonly sources: readonly string[];
  /** A folder whose other documents follow by themselves, in the order of their names. */
  readonly folder?: string;
}

const guide = (...names: readonly string[]): readonly string[] => names.map((name) => `docs/${name}.md`);

/** The order of the menu. A document in `docs` that is not named here stands in the part of its folder, else in the last one. */
export const menu: readonly Part[] = [
  { title: 'Start', sources: ['docs/README.md', ...guide('quickstart', 'task-lifecycle', 'authentication')] },
  {
    title: 'Submit and receive',
    sources: guide(
      'submitting-tasks',
      'data-formats',
      'kinds',
      'batch-jobs',
      'results',
      'webhooks',
      'errors',
      'limits',
    ),
  },
  {
    title: 'Quality',
    sources: guide('consensus', 'adaptive-consensus', 'gold', 'models', 'own-people', 'trust', 'attackers'),
  },
  { title: 'Money and proof', sources: guide('billing', 'balance', 'settlement', 'receipts', 'wallets') },
  { title: 'Apps', sources: guide('console', 'workers', 'command-line', 'agents', 'performance') },
  { title: 'Clients', sources: ['sdks/python/README.md', 'packages/sdk/README.md'] },
  {
    title: 'Operating',
    sources: guide(
      'operating/install',
      'operating/configuration',
      'operating/proxy',
      'operating/observability',
      'operating/runbook',
      'operating/upgrading',
    ),
    folder: 'docs/operating',
  },
  { title: 'More', sources: ['CHANGELOG.md', 'docs/decisions/README.md'], folder: 'docs' },
];

/** Documents outside `docs` that are pages, and under which address. */
export const elsewhere: Readonly<Record<string, string>> = {
  'sdks/python/README.md': 'python',
  'packages/sdk/README.md': 'typescript',
  'CHANGELOG.md': 'changelog',
};

/** Notes for who works on the repository. */
export const notPages: readonly string[] = ['docs/translations.md'];
