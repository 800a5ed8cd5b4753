/** The packages that a server is made of. */
export const everything = [
  'domain',
  'wire',
  'runtime',
  'storage',
  'storage-sqlite',
  'storage-aerospike',
  'chain',
  'outbound',
  'engines',
  'gateway',
  'object-store',
  'receipts',
  'paymail',
];
