export type { Answer, Truth } from './kinds/known.ts';
export * from './looking.ts';
export * from './run-crowd.ts';
export * from './simulated-worker.ts';
