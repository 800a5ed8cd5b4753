import { openWriteConnection } from '../file/connection.ts';
import { ExportedRows } from '../file/export-rows.ts';

/** Writes tasks as versions before words had them, for tests of the migrations of that time. Nobody may have the file open. */
export async function writeTasksAsBefore(path: string): Promise<void> {
  using exported = new ExportedRows(path);
  const { rows } = await exported.page({ table: 'task', after: null, limit: 1_000 });
  using db = openWriteConnection(path);
  const update = db.prepare(
    'update task set customer_id = ?, order_json = ?, work_json = ?, shape = null, own = null, work = null where id = ?',
  );
  for (const { id = null, customer_id = null, order_json = null, work_json = null } of rows)
    update.run(customer_id, order_json, work_json, id);
}
