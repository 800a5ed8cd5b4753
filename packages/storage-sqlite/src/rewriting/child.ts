import { openSqliteStorage } from '../open.ts';

/** Opens the store that it is given, which is written anew then, and stays until it is killed. */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('which store?');
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
await openSqliteStorage({ path, pause });
