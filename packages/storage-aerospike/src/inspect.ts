import { systemClock } from '@asg/runtime';
import { Cluster } from './cluster/cluster.ts';
import { answering, connected } from './cluster/connect.ts';
import { loadDriver } from './cluster/driver.ts';
import { answered, namespacesIn, recordsIn } from './cluster/figures.ts';
import type { AerospikeOptions } from './open.ts';

/** Figures and settings by the server's own names. */
type NodeFigures = ReadonlyMap<string, string>;

/** What one node tells. */
export interface NodeReport {
  readonly node: string;
  /** Edition and version. */
  readonly version: string;
  readonly namespaces: readonly string[];
  /** Of the node. */
  readonly statistics: NodeFigures;
  /** Figures and settings of the namespace; empty where the node does not have it. */
  readonly namespace: NodeFigures;
  /** Its clock less ours, ms, to a second or so; null: it does not tell. */
  readonly clockMs: number | null;
  /** Records in the sets of the store. */
  readonly records: number;
}

/** What a whole cluster tells. */
export interface ClusterReport {
  readonly nodes: readonly NodeReport[];
  /** Hosts of the settings that take no connection. */
  readonly silent: AerospikeOptions['hosts'];
}

const serverEpochMs = Date.UTC(2010, 0, 1);

/** Asks every node about itself and the namespace, which need not be there. Changes nothing. */
export async function inspectCluster(
  options: AerospikeOptions & { readonly connectMs: number },
): Promise<ClusterReport> {
  const driver = await loadDriver();
  const client = await connected(driver, options, options.connectMs);
  const cluster = new Cluster(driver, client, { setPrefix: 'asg_', keyPrefix: '', ...options });
  const { namespace } = options;
  try {
    const ask = async (request: string): Promise<readonly string[]> =>
      (await cluster.info(request)).map(answered);
    const nodes = await ask('node');
    const versions = await ask('version');
    const namespaces = await cluster.info('namespaces');
    const statistics = await ask('statistics');
    const figures = await ask(`namespace/${namespace}`);
    const askedMs = systemClock.nowMs();
    const records = await ask(`sets/${namespace}`);
    const there = await answering(options.hosts);
    const silent = options.hosts.filter((host) => !there.includes(host));
    const reports = nodes.map((node, index): NodeReport => {
      const names = namespacesIn(namespaces[index] ?? '');
      const own = names.includes(namespace) ? fieldsOf(figures[index] ?? '') : new Map<string, string>();
      const seconds = own.get('current_time');
      return {
        node,
        version: versions[index] ?? '',
        namespaces: names,
        statistics: fieldsOf(statistics[index] ?? ''),
        namespace: own,
        clockMs: seconds === undefined ? null : serverEpochMs + Number(seconds) * 1000 - askedMs,
        records: recordsIn(records[index] ?? '', cluster.setNames),
      };
    });
    return { nodes: reports, silent };
  } finally {
    await cluster.close();
  }
}

function fieldsOf(answer: string): NodeFigures {
  return new Map(
    answer.split(';').map((field) => {
      const at = field.indexOf('=');
      return [field.slice(0, at), field.slice(at + 1)] as const;
    }),
  );
}
