import { messageOf } from '@asg/domain/errors';
import type { AerospikeOptions, ClusterReport, NodeReport } from '@asg/storage-aerospike';
import type { StoreFinding } from './look.ts';

/** The cluster that is looked at. */
interface NamedCluster extends Pick<AerospikeOptions, 'hosts' | 'namespace'> {
  readonly setPrefix: string;
}

const connectMs = 2_000;
const skewMsNoticed = 2_000;
const skewMsMax = 10_000;
const usedPercentMax = 50;
const availablePercentMin = 15;
const memoryPercentMin = 10;
const flushMsMax = 10;
const recordBytesMin = 1024 ** 2;
const mib = 1024 ** 2;

/** Looks at a cluster: client, nodes, namespace, factor, settings, clocks and room. Changes nothing. */
export async function lookAtAerospike(settings: NamedCluster): Promise<readonly StoreFinding[]> {
  const { loadDriver, inspectCluster } = await import('@asg/storage-aerospike');
  try {
    await loadDriver();
  } catch (error) {
    return [found('client', 'failed', messageOf(error), 'npm install aerospike@6, beside this program')];
  }
  const installed = found('client', 'ok', 'the npm package aerospike is installed');
  let report: ClusterReport;
  try {
    report = await inspectCluster({ ...settings, connectMs });
  } catch (error) {
    const advice = 'start the nodes, and let this machine reach them; ASG_STORE names them as host:port';
    return [installed, found('nodes', 'failed', messageOf(error), advice)];
  }
  const { nodes } = report;
  const named = namespaceOf(nodes, settings);
  const looks = [installed, nodesOf(report), named];
  if (named.status === 'failed') return looks;
  return [...looks, factorOf(nodes), ...settingsOf(nodes), ...clocksOf(nodes), roomOf(nodes)];
}

function found(check: string, status: StoreFinding['status'], detail: string, advice?: string): StoreFinding {
  return { check: `store: ${check}`, status, detail, ...(advice !== undefined && { advice }) };
}

function nodesOf({ nodes, silent }: ClusterReport): StoreFinding {
  const versions = [...new Set(nodes.map(({ version }) => version))].join(', ');
  const told = `${counted(nodes.length, 'node')} of ${versions}`;
  const size = Math.max(...nodes.map((node) => figure(node.statistics, 'cluster_size') ?? 0));
  const left = Math.max(...nodes.map((node) => figure(node.statistics, 'migrate_partitions_remaining') ?? 0));
  if (nodes.some(({ statistics }) => statistics.get('cluster_integrity') === 'false'))
    return found(
      'nodes',
      'failed',
      `${told}, which do not agree on who belongs to the cluster`,
      'look at the network between the nodes (heartbeat and fabric) and at their logs',
    );
  if (nodes.length < size)
    return found(
      'nodes',
      'failed',
      `${told}, and the cluster has ${size}`,
      'let this machine reach the address that each node tells (access-address)',
    );
  if (silent.length > 0)
    return found(
      'nodes',
      'warning',
      `${told}; nothing answers at ${silent.map(({ host, port }) => `${host}:${port}`).join(', ')}`,
      'start those nodes, or take them out of ASG_STORE',
    );
  return left > 0
    ? found(
        'nodes',
        'warning',
        `${told}; ${counted(left, 'partition')} on the way between them`,
        'take no node down until migrate_partitions_remaining is 0',
      )
    : found('nodes', 'ok', `${told}; each answers, and no partition is on its way`);
}

function namespaceOf(nodes: readonly NodeReport[], { namespace, setPrefix }: NamedCluster): StoreFinding {
  const without = nodes.filter(({ namespaces }) => !namespaces.includes(namespace));
  if (without.length === 0) {
    const factor = Math.max(1, lowest(nodes, 'effective_replication_factor') ?? 1);
    const copies = nodes.reduce((sum, { records }) => sum + records, 0);
    const told = `${namespace}, about ${Math.round(copies / factor).toLocaleString('en-US')} records under ${setPrefix}`;
    return found('namespace', 'ok', told);
  }
  const there = [...new Set(nodes.flatMap(({ namespaces }) => namespaces))].toSorted();
  return without.length === nodes.length
    ? found(
        'namespace',
        'failed',
        `no node has ${namespace}: there ${there.length === 1 ? 'is' : 'are'} ${there.join(', ') || 'none'}`,
        'name one of these in ASG_STORE, or add it to the configuration of every node and restart them',
      )
    : found(
        'namespace',
        'failed',
        `${without.map(({ node }) => node).join(', ')} do not have ${namespace}`,
        'add it to the configuration of these nodes too, and restart them',
      );
}

function factorOf(nodes: readonly NodeReport[]): StoreFinding {
  const factor = lowest(nodes, 'effective_replication_factor') ?? 1;
  const wanted = lowest(nodes, 'replication-factor') ?? factor;
  if (factor > 1) return found('copies', 'ok', `each record is on ${factor} nodes`);
  return found(
    'copies',
    'warning',
    'each record is on one node: one that dies takes its last writes with it',
    wanted > 1
      ? `start the other nodes: replication-factor ${wanted} needs as many`
      : 'set replication-factor 2 on at least two nodes before real payments',
  );
}

interface Rule {
  readonly setting: string;
  readonly isFine: (value: string) => boolean;
  readonly status: 'warning' | 'failed';
  readonly why: string;
  readonly advice: string;
}

const rules: readonly Rule[] = [
  {
    setting: 'default-ttl',
    isFine: (value) => Number(value) === 0,
    status: 'failed',
    why: 'records expire',
    advice: 'set default-ttl 0: books must not forget',
  },
  {
    setting: 'write-commit-level-override',
    isFine: (value) => value !== 'master',
    status: 'failed',
    why: 'a write is acknowledged before its copy is made',
    advice: 'set write-commit-level-override off, or all',
  },
  {
    setting: 'max-record-size',
    isFine: (value) => Number(value) === 0 || Number(value) >= recordBytesMin,
    status: 'failed',
    why: 'large records are refused',
    advice: `set max-record-size ${recordBytesMin}`,
  },
  {
    setting: 'transaction-pending-limit',
    isFine: (value) => Number(value) === 0,
    status: 'warning',
    why: 'a record that many want is refused to some, which try again',
    advice: 'set transaction-pending-limit 0: they wait for each other',
  },
  {
    setting: 'storage-engine',
    isFine: (value) => value !== 'memory',
    status: 'warning',
    why: 'what nodes hold is in their memory, and a file or device only where one is named for it',
    advice: 'use storage-engine device, with a device or a file',
  },
  {
    setting: 'storage-engine.flush-max-ms',
    isFine: (value) => Number(value) <= flushMsMax,
    status: 'warning',
    why: 'a node that dies alone loses what it took in for so long',
    advice: 'set flush-max-ms 1, or commit-to-device true',
  },
];

function settingsOf(nodes: readonly NodeReport[]): readonly StoreFinding[] {
  const wrong = rules.flatMap(({ setting, isFine, status, why, advice }) => {
    const bad = nodes.filter((node) => {
      const value = node.namespace.get(setting);
      return value !== undefined && !isFine(value);
    });
    if (bad.length === 0) return [];
    const values = [...new Set(bad.map((node) => node.namespace.get(setting)))].join(', ');
    const where = bad.length === nodes.length ? '' : ` on ${bad.map(({ node }) => node).join(', ')}`;
    return [found(setting.replace('storage-engine.', ''), status, `${values}${where}: ${why}`, advice)];
  });
  if (wrong.length > 0) return wrong;
  const isStrong = nodes.every(({ namespace }) => namespace.get('strong-consistency') === 'true');
  const split = isStrong ? 'strong consistency' : 'available when the network splits, one side wins later';
  return [found('settings', 'ok', `nothing expires, writes wait for their copies; ${split}`)];
}

function clocksOf(nodes: readonly NodeReport[]): readonly StoreFinding[] {
  const advice = 'set the clocks of all nodes and of this machine by NTP';
  if (nodes.some(({ namespace }) => namespace.get('clock_skew_stop_writes') === 'true'))
    return [found('clocks', 'failed', 'nodes take no writes, since their clocks differ', advice)];
  const told = nodes.flatMap(({ clockMs }) => (clockMs === null ? [] : [clockMs]));
  if (told.length === 0) return [];
  const farthest = told.reduce((most, ms) => (Math.abs(ms) > Math.abs(most) ? ms : most), 0);
  const off = Math.abs(farthest);
  if (off < skewMsNoticed) return [found('clocks', 'ok', 'all nodes agree with this machine')];
  const side = farthest > 0 ? 'ahead of' : 'behind';
  const detail = `a node is ${Math.round(off / 1000)} s ${side} this machine`;
  return [found('clocks', off < skewMsMax ? 'warning' : 'failed', detail, advice)];
}

function roomOf(nodes: readonly NodeReport[]): StoreFinding {
  const advice = 'add a node or a larger device: the records spread by themselves';
  const full = nodes.filter(({ namespace }) => namespace.get('stop_writes') === 'true');
  if (full.length > 0)
    return found('room', 'failed', `${full.map(({ node }) => node).join(', ')} take no more writes`, advice);
  const used = highest(nodes, 'data_used_pct');
  const available = lowest(nodes, 'data_avail_pct');
  const bytes = nodes.reduce((sum, { namespace }) => {
    const total = figure(namespace, 'data_total_bytes') ?? 0;
    return sum + total - (figure(namespace, 'data_used_bytes') ?? 0);
  }, 0);
  const memory = Math.min(...nodes.map(({ statistics }) => figure(statistics, 'system_free_mem_pct') ?? 100));
  const detail = `${used ?? 0} % used on the fullest node, ${Math.round(bytes / mib).toLocaleString('en-US')} MiB free in all`;
  if ((used ?? 0) > usedPercentMax || (available ?? 100) < availablePercentMin)
    return found('room', 'warning', detail, advice);
  return memory < memoryPercentMin
    ? found('room', 'warning', `${memory} % of the memory of a node is free`, advice)
    : found('room', 'ok', detail);
}

function figure(figures: NodeReport['namespace'], name: string): number | null {
  const value = Number(figures.get(name));
  return Number.isNaN(value) ? null : value;
}

const of = (nodes: readonly NodeReport[], name: string): readonly number[] =>
  nodes.flatMap(({ namespace }) => figure(namespace, name) ?? []);

function lowest(nodes: readonly NodeReport[], name: string): number | null {
  const values = of(nodes, name);
  return values.length === 0 ? null : Math.min(...values);
}

function highest(nodes: readonly NodeReport[], name: string): number | null {
  const values = of(nodes, name);
  return values.length === 0 ? null : Math.max(...values);
}

const counted = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;
