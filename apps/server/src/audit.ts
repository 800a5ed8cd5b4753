import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { auditMoney } from '@asg/engines';
import { auditReply } from '@asg/gateway';
import { systemClock } from '@asg/runtime';
import { openChain } from './chain.ts';
import { readConfig } from './config.ts';
import { keepNetwork } from './network-mark.ts';
import { openStore, sqliteFile } from './store.ts';
import { ConfigError } from './variables.ts';

/** Audits the data folder that the environment names, for a server that does not run: the store is locked meanwhile. */
export async function auditDataDir(environment: NodeJS.ProcessEnv): Promise<ReturnType<typeof auditReply>> {
  const config = readConfig(environment);
  const { dataDir, store, chain: settings } = config;
  const path = store.kind === 'sqlite' ? sqliteFile(store, dataDir) : null;
  if (path !== null && !existsSync(path))
    throw new ConfigError(
      store.kind === 'sqlite' && store.path === null ? 'ASG_DATA_DIR' : 'ASG_STORE',
      `holds no store: there is no ${path}`,
    );
  keepNetwork(dataDir, settings.network);
  const { storage } = await openStore(config, settings.network);
  await using _store = storage;
  await using parts = openChain(settings, join(dataDir, 'chain.sqlite'), systemClock);
  return auditReply(await auditMoney(storage, parts.chain));
}
