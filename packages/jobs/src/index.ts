export { type JobBounds, jobBoundsDefault } from './bounds.ts';
export * from './ingestion.ts';
export * from './job-input.ts';
export * from './job-runner.ts';
export * from './jobs.ts';
export * from './line-tasks.ts';
export * from './manifests.ts';
export type { UploadFile } from './results.ts';
export * from './uploads.ts';
