export { copyDatabase, isSoundDatabase } from './copy.ts';
export { DamagedDatabase } from './database-file.ts';
export { ExportedRows } from './export-rows.ts';
export { FileLocked } from './file-lock.ts';
export { NewerSchema } from './migrate.ts';
export { openSqliteStorage, type SqliteOptions } from './open.ts';
export type { SqliteStorage } from './sqlite-storage.ts';
