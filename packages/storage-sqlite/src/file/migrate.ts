import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

const folder = new URL('../migrations/', import.meta.url);
const fileName = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** The file was written by a newer program than this one. */
export class NewerSchema extends Error {
  readonly code = 'STORAGE_NEWER_SCHEMA';
  override readonly name = 'NewerSchema';
}

function migrations(): readonly { version: number; file: string }[] {
  const found = readdirSync(folder).flatMap((file) => {
    const match = fileName.exec(file);
    return match === null ? [] : [{ version: Number(match[1]), file }];
  });
  found.sort((a, b) => a.version - b.version);
  found.forEach(({ version, file }, index) => {
    if (version !== index + 1) throw new Error(`migration ${file} is out of sequence`);
  });
  return found;
}

/**
 * Brings the schema up to this program's, each step in a transaction of its own; a new file, which has nothing to lose, in one.
 * Throws `NewerSchema`, having changed nothing, if the file is ahead of the program.
 */
export function migrate(db: DatabaseSync): void {
  const all = migrations();
  const { user_version: present } = db.prepare('pragma user_version').get() as { user_version: number };
  if (present > all.length) {
    throw new NewerSchema(
      `the database has schema ${present}, this program knows up to ${all.length}: start the newer program, or restore a backup`,
    );
  }
  const missing = all.slice(present);
  for (const steps of present === 0 ? [missing] : missing.map((step) => [step])) {
    db.exec('begin immediate');
    try {
      for (const { version, file } of steps)
        db.exec(`${readFileSync(new URL(file, folder), 'utf8')}\npragma user_version = ${version};`);
      db.exec('commit');
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  }
}
