import { type RecordWrite, type RecordWriteMany, recordStores } from '@asg/storage';
import { recordSuite, recordSuiteNouns } from '@asg/storage/contract';
import { openWriteConnection } from '../file/connection.ts';
import { migrate } from '../file/migrate.ts';
import { recordKeeper } from './keeper.ts';
import { RecordWriter } from './write.ts';

recordSuite('SQLite', async () => {
  const db = openWriteConnection(':memory:');
  migrate(db);
  const writer = new RecordWriter(db, recordSuiteNouns);
  const written = {
    apply: async (write: RecordWrite) => writer.apply(write),
    applyMany: async (writes: RecordWriteMany) => writer.applyMany(writes),
  };
  return recordStores(recordKeeper(db, written), recordSuiteNouns);
});
