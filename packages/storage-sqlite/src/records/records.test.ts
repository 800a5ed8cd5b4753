import { recordSuite, recordSuiteNouns } from '@asg/storage/contract';
import { openWriteConnection } from '../file/connection.ts';
import { migrate } from '../file/migrate.ts';
import { recordStores } from './stores.ts';
import { RecordWriter } from './write.ts';

recordSuite('SQLite', async () => {
  const db = openWriteConnection(':memory:');
  migrate(db);
  const writer = new RecordWriter(db, recordSuiteNouns);
  return recordStores(db, { apply: async (write) => writer.apply(write) }, recordSuiteNouns);
});
