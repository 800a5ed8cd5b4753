export * from './standings.ts';
export * from './vitals.ts';
export * from './worker-labels.ts';
