import { namesIn } from '@asg/domain/names';
import { ConfigError, text } from '../settings/variables.ts';
import { aerospike } from './aerospike.ts';
import type { OpenStore, StorageEngine } from './engine.ts';
import type { StoreFinding } from './look.ts';
import { sqlite } from './sqlite.ts';

/** Every storage engine, by its kind. */
const table = { sqlite, aerospike } as const;

type Kind = keyof typeof table;
type SettingsOf = {
  readonly [K in Kind]: (typeof table)[K] extends StorageEngine<infer S extends object> ? S : never;
};
type StoreOf<K extends Kind> = { [P in K]: SettingsOf[P] & { readonly kind: P } }[K];
const engines: { readonly [K in Kind]: StorageEngine<SettingsOf[K]> } = table;

/** Where records are kept. */
export type StoreSettings = StoreOf<Kind>;

const kinds = namesIn(table);

export const storeVariables = {
  ASG_STORE: text(
    '',
    `Where records are kept: ${kinds.map((kind) => engines[kind].about).join(', or ')}. \`refinery.sqlite\` in the data folder where it is not set.`,
  ),
};

/** The store that a text such as `sqlite:./data/asg.db` names. `variable`: what a ConfigError blames. */
export function storeSettings(variable: string, value: string): StoreSettings {
  if (value === '') return { kind: 'sqlite', path: null };
  for (const kind of kinds) {
    const found = settingsOf(kind, variable, value);
    if (found !== null) return found;
  }
  const prefixes = kinds.map((kind) => engines[kind].prefix).join(' or ');
  throw new ConfigError(variable, `must begin with ${prefixes}, not "${value}"`);
}

function settingsOf<K extends Kind>(kind: K, variable: string, value: string): StoreOf<K> | null {
  const { prefix, settingsOf: read } = engines[kind];
  return value.startsWith(prefix) ? { ...read(value.slice(prefix.length), variable), kind } : null;
}

/** As the variable has it, for messages. */
export function storeName<K extends Kind>(settings: StoreOf<K>): string {
  const { prefix, nameOf } = engines[settings.kind];
  return prefix + nameOf(settings);
}

/** Whether other processes may work on it at the same time. */
export const isShared = ({ kind }: StoreSettings): boolean => engines[kind].isShared;

export const openEngine = <K extends Kind>(settings: StoreOf<K>, dataDir: string): Promise<OpenStore> =>
  engines[settings.kind].open(settings, dataDir);

/** What a look at it finds; nothing where it is files of the data folder. */
export const lookAtStore = async <K extends Kind>(settings: StoreOf<K>): Promise<readonly StoreFinding[]> =>
  (await engines[settings.kind].look?.(settings)) ?? [];
