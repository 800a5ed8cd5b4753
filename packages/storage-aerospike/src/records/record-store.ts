import type { Cluster } from '../cluster/cluster.ts';
import { Documents } from './documents.ts';
import { Effects } from './effects.ts';
import { Groups } from './groups.ts';
import { ListBuckets } from './list-buckets.ts';
import { Lists } from './lists.ts';
import { Sums } from './sums.ts';

/** How all parts of the store keep their data on the cluster. */
export interface RecordStore {
  readonly cluster: Cluster;
  readonly documents: Documents;
  readonly lists: Lists;
  readonly sums: Sums;
  readonly groups: Groups;
  readonly effects: Effects;
  /** Unique among all that ever write here, and so is each name. */
  readonly freshName: () => string;
}

/** `writer`: unique among all that ever open the store. */
export function recordStoreOn(
  cluster: Cluster,
  writer: string,
  buckets = new ListBuckets(cluster, writer),
): RecordStore {
  const lists = new Lists(buckets);
  const sums = new Sums(cluster);
  const effects = new Effects(lists, sums);
  let names = 0;
  return {
    cluster,
    lists,
    sums,
    effects,
    groups: new Groups(lists, effects),
    documents: new Documents(cluster, lists, effects, writer),
    freshName: () => `${writer}${(names++).toString(36)}`,
  };
}
