export * from './admission.ts';
export * from './assets.ts';
export * from './blob-bucket.ts';
export * from './blob-folder.ts';
export * from './blob-store.ts';
export * from './erasing.ts';
export * from './holding.ts';
export * from './reading.ts';
