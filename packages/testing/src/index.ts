export { asdNamespace } from './aerospike/asd-config.ts';
export * from './aerospike/start-asd.ts';
export * from './builders/customer-task.ts';
export * from './builders/png.ts';
export * from './builders/zip.ts';
export * from './client/test-api.ts';
export * from './cluster/start-cluster.ts';
export * from './patience.ts';
export * from './refinery/start-refinery.ts';
