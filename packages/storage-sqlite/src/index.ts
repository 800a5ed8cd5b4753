export { copyDatabase, isSoundDatabase } from './file/copy.ts';
export { DamagedDatabase } from './file/database-file.ts';
export { ExportedRows } from './file/export-rows.ts';
export { FileLocked } from './file/file-lock.ts';
export { NewerSchema } from './file/migrate.ts';
export { NotScrubbed, type Scrubbed, scrubDatabase } from './file/scrub.ts';
export { openSqliteStorage, type SqliteOptions } from './open.ts';
export type { SqliteStorage } from './sqlite-storage.ts';
