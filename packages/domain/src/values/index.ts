export * from '@asg/values';
export * from './bucket-names.ts';
export * from './item.ts';
export * from './label-spec.ts';
export * from './violations.ts';
