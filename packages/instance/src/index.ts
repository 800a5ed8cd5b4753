export * from './instance.ts';
export { LogTail } from './log-tail.ts';
export { nodeOptions, type ProcessEnd } from './server-process.ts';
export { makeTemporaryFolder } from './temporary-folder.ts';
