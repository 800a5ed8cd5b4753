import { ConfigError } from '../settings/variables.ts';
import { checked, type StorageEngine } from './engine.ts';

export interface AerospikeSettings {
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly namespace: string;
  /** Begins the names of all sets: several instances can share a namespace. */
  readonly setPrefix: string;
}

const aerospikePort = 3000;
const setPrefixDefault = 'asg_';
const hostForm = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?$/;
/** Aerospike's own bound is 31 bytes for a namespace, 63 for a set; the longest name of ours needs the rest. */
const namespaceForm = /^[A-Za-z0-9_-]{1,31}$/;
const prefixForm = /^[A-Za-z0-9_]{0,24}$/;

/** A cluster, for any number of processes. */
export const aerospike: StorageEngine<AerospikeSettings> = {
  prefix: 'aerospike://',
  isShared: true,
  about:
    '`aerospike://host:3000,host2:3000/namespace?set_prefix=asg_`, shared by any number of processes; `set_prefix` is `asg_` where it is not given',
  settingsOf: aerospikeSettings,
  nameOf: ({ hosts, namespace, setPrefix }) => {
    const names = hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
    return `${names.join(',')}/${namespace}?set_prefix=${setPrefix}`;
  },
  look: async (settings) => {
    const { lookAtAerospike } = await import('./aerospike-look.ts');
    return lookAtAerospike(settings);
  },
  open: async (settings) => {
    const { openAerospikeStorage, NotRestored } = await import('@asg/storage-aerospike');
    const storage = await openAerospikeStorage(settings).catch((error: unknown) => {
      throw error instanceof NotRestored ? new ConfigError('ASG_STORE', error.message) : error;
    });
    return {
      storage,
      onWritten: (listener) => storage.onWritten(listener),
      check: () =>
        checked(storage, { full: 'make room on the nodes, or add one: writes go on by themselves' }),
      commands: () => storage.commandCounts(),
      warning: async () => {
        const factor = await storage.replicationFactor();
        if (factor > 1) return null;
        return `replication factor ${factor}: a node that dies takes its last writes with it; set 2 or more for real payments`;
      },
    };
  },
};

function aerospikeSettings(rest: string, variable: string): AerospikeSettings {
  const [, hosts = '', namespace = '', query = ''] = /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/.exec(rest) ?? [];
  const setPrefix = prefixOf(variable, query);
  if (!namespaceForm.test(namespace))
    throw new ConfigError(
      variable,
      `must name a namespace after the hosts, as in aerospike://127.0.0.1:3000/asg, not "${namespace}"`,
    );
  return {
    hosts: hosts.split(',').map((host) => hostOf(variable, host)),
    namespace,
    setPrefix,
  };
}

function hostOf(variable: string, text: string): AerospikeSettings['hosts'][number] {
  const [, host, port] = hostForm.exec(text) ?? [];
  const number = port === undefined ? aerospikePort : Number(port);
  if (host === undefined || number < 1 || number > 65_535)
    throw new ConfigError(variable, `must list hosts as host:port, separated by commas, not "${text}"`);
  return { host: host.replace(/^\[|\]$/g, ''), port: number };
}

function prefixOf(variable: string, query: string): string {
  const options = new URLSearchParams(query);
  const unknown = [...options.keys()].find((name) => name !== 'set_prefix');
  if (unknown !== undefined)
    throw new ConfigError(variable, `knows the option set_prefix alone, not "${unknown}"`);
  const prefix = options.get('set_prefix') ?? setPrefixDefault;
  if (!prefixForm.test(prefix))
    throw new ConfigError(variable, `set_prefix must be at most 24 letters, digits and _, not "${prefix}"`);
  return prefix;
}
