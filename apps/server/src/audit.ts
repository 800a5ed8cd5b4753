import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { auditMoney } from '@asg/engines';
import { auditReply } from '@asg/gateway';
import { systemClock } from '@asg/runtime';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { openChain } from './chain.ts';
import { readConfig } from './config.ts';
import { keepNetwork } from './network-mark.ts';
import { ConfigError } from './variables.ts';

/** Audits the data folder that the environment names, for a server that does not run: the store is locked meanwhile. */
export async function auditDataDir(environment: NodeJS.ProcessEnv): Promise<ReturnType<typeof auditReply>> {
  const { dataDir, chain: settings } = readConfig(environment);
  const path = join(dataDir, 'refinery.sqlite');
  if (!existsSync(path)) throw new ConfigError('ASG_DATA_DIR', `holds no store: there is no ${path}`);
  keepNetwork(dataDir, settings.network);
  await using storage = await openSqliteStorage({ path });
  await using parts = openChain(settings, join(dataDir, 'chain.sqlite'), systemClock);
  return auditReply(await auditMoney(storage, parts.chain));
}
