import { openSqliteStorage } from '../index.ts';

/** Opens the store that it is given, which is written anew then, and stays until it is killed. */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('which store?');
await openSqliteStorage({ path });
setInterval(() => undefined, 1_000);
