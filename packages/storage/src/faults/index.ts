export { type FaultCounts, type FaultPlan, faultyStorage, retryingStorage } from './faulty-storage.ts';
export { below, type SeededRandom, seededRandom } from './seeded-random.ts';
export { type Operation, wrapStorage } from './wrapped-storage.ts';
