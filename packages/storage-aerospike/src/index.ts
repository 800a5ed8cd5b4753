export type { AerospikeStorage } from './aerospike-storage.ts';
export { loadDriver } from './cluster/driver.ts';
export type { ClusterCopy, SeenRecord } from './copy/cluster-copy.ts';
export { NotRestored } from './copy/restoring.ts';
export { type ClusterReport, inspectCluster, type NodeReport } from './inspect.ts';
export { type AerospikeOptions, openAerospikeStorage, openClusterCopy } from './open.ts';
