export * from './steps.ts';
export * from './verify.ts';
