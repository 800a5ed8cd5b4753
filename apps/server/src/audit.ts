import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { auditDecisions, auditMoney, type DecisionAudit } from '@asg/engines';
import { auditReply } from '@asg/gateway';
import { systemClock } from '@asg/runtime';
import { openChain } from './chain/chain.ts';
import { explainedDataDir } from './data-folder/data-dir.ts';
import { keepNetwork } from './data-folder/network-mark.ts';
import { type Config, readConfig } from './settings/config.ts';
import { ConfigError } from './settings/variables.ts';
import { openStore } from './stores/open.ts';
import { sqliteFile, sqliteVariable } from './stores/sqlite.ts';

/** Audits the data folder that the environment names, for a server that does not run: the store is locked meanwhile. */
export async function auditDataDir(environment: NodeJS.ProcessEnv): Promise<ReturnType<typeof auditReply>> {
  const config = readConfig(environment);
  const { dataDir, chain: settings } = config;
  requireStore(config);
  keepNetwork(dataDir, settings.network);
  return explained(config, async () => {
    const { storage } = await openStore(config, settings.network);
    await using _store = storage;
    await using parts = openChain(settings, join(dataDir, 'chain.sqlite'), systemClock);
    return auditReply(await auditMoney(storage, parts.chain));
  });
}

/** Replays the decisions in the store that the environment names, for a server that does not run. */
export async function auditDecisionsIn(environment: NodeJS.ProcessEnv): Promise<DecisionAudit> {
  const config = readConfig(environment);
  requireStore(config);
  return explained(config, async () => {
    const { storage } = await openStore(config, config.chain.network);
    await using _store = storage;
    return auditDecisions(storage);
  });
}

/** With what is wrong with the data folder said as the server says it at its start. */
async function explained<Result>({ dataDir }: Config, audit: () => Promise<Result>): Promise<Result> {
  try {
    return await audit();
  } catch (error) {
    throw explainedDataDir(error, resolve(dataDir));
  }
}

/** Throws where there is no store: opening it would make an empty one. */
function requireStore({ store, dataDir }: Config): void {
  if (store.kind !== 'sqlite') return;
  const path = sqliteFile(store, dataDir);
  if (!existsSync(path)) throw new ConfigError(sqliteVariable(store), `holds no store: there is no ${path}`);
}
