export * from './looking.ts';
export * from './run-crowd.ts';
export * from './simulated-worker.ts';
