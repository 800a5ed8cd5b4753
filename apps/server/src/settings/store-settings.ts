import { ConfigError, text } from './variables.ts';

/** Where records are kept. */
export type StoreSettings =
  /** Null: in the data folder. */
  { readonly kind: 'sqlite'; readonly path: string | null } | AerospikeSettings;

export interface AerospikeSettings {
  readonly kind: 'aerospike';
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly namespace: string;
  /** Begins the names of all sets: several instances can share a namespace. */
  readonly setPrefix: string;
}

export const storeVariables = {
  ASG_STORE: text(
    '',
    'Where records are kept: `sqlite:./data/asg.db`, a file of this one process, or `aerospike://host:3000,host2:3000/namespace?set_prefix=asg_`, shared by any number of processes; `set_prefix` is `asg_` where it is not given. `refinery.sqlite` in the data folder where it is not set.',
  ),
};

const aerospikePort = 3000;
const setPrefixDefault = 'asg_';
const hostForm = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?$/;
/** Aerospike's own bound is 31 bytes for a namespace, 63 for a set; the longest name of ours needs the rest. */
const namespaceForm = /^[A-Za-z0-9_-]{1,31}$/;
const prefixForm = /^[A-Za-z0-9_]{0,24}$/;

/** The store that a text such as `sqlite:./data/asg.db` names. `variable`: what a ConfigError blames. */
export function storeSettings(variable: string, value: string): StoreSettings {
  if (value === '') return { kind: 'sqlite', path: null };
  if (value.startsWith('sqlite:')) {
    const path = value.slice('sqlite:'.length);
    if (path === '' || path.startsWith('//'))
      throw new ConfigError(variable, 'must name a file after sqlite:, as in sqlite:./data/asg.db');
    return { kind: 'sqlite', path };
  }
  if (value.startsWith('aerospike://'))
    return aerospikeSettings(variable, value.slice('aerospike://'.length));
  throw new ConfigError(variable, `must begin with sqlite: or aerospike://, not "${value}"`);
}

function aerospikeSettings(variable: string, rest: string): AerospikeSettings {
  const [, hosts = '', namespace = '', query = ''] = /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/.exec(rest) ?? [];
  const setPrefix = prefixOf(variable, query);
  if (!namespaceForm.test(namespace))
    throw new ConfigError(
      variable,
      `must name a namespace after the hosts, as in aerospike://127.0.0.1:3000/asg, not "${namespace}"`,
    );
  return {
    kind: 'aerospike',
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

/** As the variable has it, for messages. */
export function storeName(settings: StoreSettings): string {
  if (settings.kind === 'sqlite') return `sqlite:${settings.path ?? ''}`;
  const hosts = settings.hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  return `aerospike://${hosts.join(',')}/${settings.namespace}?set_prefix=${settings.setPrefix}`;
}
