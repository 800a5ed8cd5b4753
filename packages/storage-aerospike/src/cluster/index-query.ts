import type { Driver, DriverClient } from './driver.ts';
import { base64Of, exp } from './expressions.ts';

const totalTimeout = 30_000;

interface IndexQuery<SetName> {
  readonly namespace: string;
  readonly keyPrefix: string;
  /** Where to look: sets and their names on the server. */
  readonly sets: readonly (readonly [set: SetName, name: string])[];
  readonly bin: 'fx' | 'ops';
  readonly limit: number;
  readonly quietMs: number;
  readonly upTo: number;
  readonly policy: object;
}

/** The records that an index over a bin finds; see `Cluster.find`. Rejects with the client's errors. */
export async function foundByIndex<SetName>(
  { filter, indexType, QueryPolicy }: Driver,
  client: DriverClient,
  { namespace, keyPrefix, sets, bin, limit, quietMs, upTo, policy: reading }: IndexQuery<SetName>,
): Promise<readonly { readonly set: SetName; readonly id: string }[]> {
  const inSets = exp.or(...sets.map(([, name]) => exp.eq(exp.setName(), exp.str(name))));
  const isOurs = keyPrefix === '' ? inSets : exp.and(inSets, exp.cmpRegex(0, `^${keyPrefix}`, exp.keyStr()));
  const isQuiet = exp.ge(exp.sinceUpdate(), exp.int(quietMs));
  const query = client.query(namespace);
  query.where(
    filter.range(bin, 0, Math.max(0, upTo), bin === 'fx' ? indexType.MAPKEYS : indexType.MAPVALUES),
  );
  const policy = new QueryPolicy({
    ...reading,
    totalTimeout,
    maxRecords: limit,
    filterExpression: base64Of(quietMs === 0 ? isOurs : exp.and(isOurs, isQuiet)),
  });
  const found: { set: SetName; id: string }[] = [];
  await new Promise<void>((resolve, reject) => {
    const stream = query.foreach(policy);
    stream.on('data', ({ key: { set, key: id } }) => {
      const own = sets.find(([, name]) => name === set);
      if (own !== undefined && id !== null) found.push({ set: own[0], id: id.slice(keyPrefix.length) });
    });
    stream.on('error', reject);
    stream.on('end', resolve);
  });
  return found;
}
