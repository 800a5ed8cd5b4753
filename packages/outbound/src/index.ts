export * from './address.ts';
export * from './content-encoding.ts';
export * from './outbound.ts';
export * from './refusal.ts';
export { hostProblem, isOwnMachine } from './target.ts';
