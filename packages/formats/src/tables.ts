/** Writers that need a library, or that the apps do not: apart from the others, so that pages do not load them. */
export type { Column } from './column.ts';
export { datasetCard } from './hugging-face/card.ts';
export { listOf } from './json/json.ts';
export { parquetOf } from './parquet/parquet.ts';
export { type ZipEntry, zipOf } from './zip/write.ts';
