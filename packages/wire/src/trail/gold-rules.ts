import type { TrailRule } from './rule.ts';

/** Of gold: customers' own, and the operator's. */
export const goldRules = {
  addGold: { action: 'gold.added', of: 'caller', object: { answer: 'gold_id' }, kept: ['use'] },
  importGold: { action: 'gold.imported', of: 'caller', late: true },
  makeTaskGold: { action: 'gold.added', of: 'caller', object: { answer: 'gold_id' }, kept: ['use'] },
  changeGold: { action: 'gold.changed', of: 'caller', object: { param: 'gold_id' }, kept: ['use'] },
  retireGold: { action: 'gold.retired', of: 'caller', object: { param: 'gold_id' } },
  adminAddGold: { action: 'gold.added', of: 'house', object: { answer: 'gold_id' } },
  adminImportGold: { action: 'gold.imported', of: 'house', late: true },
  adminRetireGold: { action: 'gold.retired', of: 'house', object: { param: 'gold_id' } },
} as const satisfies Readonly<Record<string, TrailRule>>;
