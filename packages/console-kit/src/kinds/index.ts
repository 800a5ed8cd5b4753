export * from './answer.tsx';
export { askedIn } from './asked.ts';
export { claimOf } from './claim.ts';
export { ComparedFields, type ComparedItem, comparedBy, noItems } from './comparison/items-fields.tsx';
export * from './distribution.tsx';
export { kindViews } from './registry.ts';
export * from './types.ts';
export type { AskedSpec, BenchPartProps, Draft, KindView, Scope } from './view.ts';
export * from './votes.tsx';
