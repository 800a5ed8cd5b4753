import type { Network } from '@asg/domain';
import { systemClock } from '@asg/runtime';
import type { Storage } from '@asg/storage';
import type { Config } from '../settings/config.ts';
import { ConfigError } from '../settings/variables.ts';
import type { OpenStore } from './engine.ts';
import { isShared, openEngine } from './engines.ts';
import { assertNoMigration } from './migration-mark.ts';

/** Opens a store for a server. Throws a ConfigError for one of another network, or that a migration has not filled yet. */
export async function openStore(
  { store: settings, dataDir }: Pick<Config, 'store' | 'dataDir'>,
  network: Network,
): Promise<OpenStore> {
  const store = await openEngine(settings, dataDir);
  try {
    if (isShared(settings)) await keepNetwork(store.storage, network);
    await assertNoMigration(store.storage);
    return store;
  } catch (error) {
    await store.storage[Symbol.asyncDispose]();
    throw error;
  }
}

const centuryMs = 100 * 365 * 86_400_000;

/** Coins and payments of one network mean nothing on another: a shared store stays with the first. */
export async function keepNetwork(storage: Storage, network: Network): Promise<void> {
  const mark = {
    name: 'network',
    holder: network,
    nowMs: systemClock.nowMs(),
    holdMs: centuryMs,
    note: null,
  };
  if ((await storage.leadership.hold(mark)) !== null) return;
  const kept = (await storage.leadership.get(mark.name))?.holder;
  throw new ConfigError(
    'ASG_STORE',
    `holds the books of the network ${kept}, and ASG_NETWORK is ${network}: use another set_prefix`,
  );
}
