import type { CarriedAssets } from '@asg/assets';
import type { StorageReader } from '@asg/storage';
import { ConfigError } from '../settings/variables.ts';

/** The leadership record of a migration into this store; its note says how far it is. */
export const migrationLeadership = 'migration';

/** How far a migration into a store has come. */
export interface MigrationMark {
  /** The store that it is filled from. */
  readonly from: string;
  /** Rows imported, by table. */
  readonly taken: Readonly<Record<string, number>>;
  /** Where it goes on: a table, and the last row of it; null: all is imported. */
  readonly at: { readonly table: string; readonly after: string | null } | null;
  /** How far the bytes of assets are; not there: none is copied yet. */
  readonly assets?: CarriedAssets;
  readonly isDone: boolean;
}

/** What the target says; null: nothing was ever migrated into it. */
export async function migrationMark(
  storage: Pick<StorageReader, 'leadership'>,
): Promise<MigrationMark | null> {
  const leadership = await storage.leadership.get(migrationLeadership);
  return leadership?.note == null ? null : (JSON.parse(leadership.note) as MigrationMark);
}

/** Throws a ConfigError for a store that is half filled. */
export async function assertNoMigration(storage: Pick<StorageReader, 'leadership'>): Promise<void> {
  const mark = await migrationMark(storage);
  if (mark === null || mark.isDone) return;
  throw new ConfigError(
    'ASG_STORE',
    `is filled from ${mark.from} and not whole yet: run the same asg migrate again, it goes on where it stopped`,
  );
}
