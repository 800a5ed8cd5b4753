export { posteriorOf } from './posterior.ts';
export { firstLabels, type ModelKeys, mayTeachAll, modelKeysOf } from './shares.ts';
export * from './template-model.ts';
export * from './training.ts';
