import { BackupError } from '../data-folder/backup.ts';
import { ConfigError } from '../settings/variables.ts';
import { DigestSums, differing } from '../stores/digest-sums.ts';
import { storeName, storeSettings } from '../stores/engines.ts';
import { type ClusterBackup, reportOf } from './back-up.ts';
import { eachNewest, nameOf } from './newest.ts';
import { assertBackup, type BackupPlace, Shelf } from './shelf.ts';

const stepsMax = 64;

export interface RestoreRequest extends BackupPlace {
  /** As ASG_STORE has it: an empty one. */
  readonly store: string;
  readonly progress: (stage: 'pieces' | 'comparing', done: number, total: number) => void;
}

/**
 * Puts a backup of a cluster into an empty store, and compares what is there then with the backup, by count and checksum of each
 * kind. No server starts on the store before. Broken off, however that was, the same goes on. Throws a BackupError where a piece
 * is missing or damaged, the store is not empty or comes out different, and a ConfigError for a store or place that is none.
 */
export async function restoreCluster(
  request: RestoreRequest,
): Promise<ClusterBackup & { readonly into: string }> {
  const settings = storeSettings('ASG_STORE', request.store);
  if (settings.kind !== 'aerospike') throw new ConfigError('ASG_STORE', 'names no cluster');
  assertBackup(request.place);
  const { openClusterCopy } = await import('@asg/storage-aerospike');
  await using shelf = new Shelf(request);
  const list = await shelf.list();
  if (list?.made_at == null) throw new BackupError(`${request.place} is no whole backup of a cluster`);
  const { pieces, digest } = list;
  const from = `${list.store} of ${list.made_at}`;
  await using copy = await openClusterCopy(settings);
  const known = await copy.restoring();
  if (known === null && (await copy.count()) > 0)
    throw new BackupError('the store is not empty: name another set_prefix');
  if (known?.isDone) throw new BackupError(`the store was already restored: ${known.from}`);
  if (known !== null && known.from !== from)
    throw new BackupError(`a restore of another backup has begun, ${known.from}: go on with that one`);
  await copy.note({ from, next: known?.next ?? 0, isDone: false });
  await eachNewest(shelf, pieces, known?.next ?? 0, async (lines, nth) => {
    await copy.write(lines);
    await copy.note({ from, next: nth + 1, isDone: false });
    request.progress('pieces', nth + 1, pieces.length);
  });
  const sums = new DigestSums();
  const stride = Math.ceil(copy.partitions / Math.min(copy.partitions, Math.max(stepsMax, pieces.length)));
  for (let begin = 0; begin < copy.partitions; begin += stride) {
    const count = Math.min(stride, copy.partitions - begin);
    for (const { line } of await copy.walk({ begin, count, withinMs: null, withBins: true }))
      if (line !== null) sums.add(nameOf(line).kind, line);
    request.progress('comparing', begin + count, copy.partitions);
  }
  const names = differing(digest, sums.digest());
  if (names.length > 0)
    throw new BackupError(`the store differs from the backup in ${names.join(', ')}: do not use it`);
  await copy.note({ from, next: pieces.length, isDone: true });
  return { ...reportOf(list), into: storeName(settings), is_resumed: known !== null };
}
