import { resolve } from 'node:path';
import { createLogger, written } from '@asg/runtime';
import { endWithNpm } from '@asg/runtime/npm-parent';
import { startRefinery } from './compose.ts';
import { explainedDataDir } from './data-folder/data-dir.ts';
import { StoresNotClosed } from './process/end-within.ts';
import { type Config, readConfig } from './settings/config.ts';
import { ConfigError } from './settings/variables.ts';
import { storeName } from './stores/engines.ts';

const exitFailed = 1;
const exitMisconfigured = 2;

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`ASG Refinery cannot start: ${error.message}`);
    process.exit(exitMisconfigured);
  }
}

async function main(): Promise<void> {
  const config = configOrExit();
  const log = createLogger(config.logLevel);
  const refinery = await startRefinery(config, log).catch((error: unknown) => {
    throw explainedDataDir(error, resolve(config.dataDir));
  });
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping: requests under way are finished first');
    refinery[Symbol.asyncDispose]().then(
      async () => {
        log.info('stopped');
        await written(log);
        // An abandoned connection would keep the process alive.
        process.exit(0);
      },
      async (error: unknown) => {
        log.fatal({ err: error }, 'could not stop cleanly');
        await written(log);
        // The end of a process waits for its threads, and one that waits for a disk or a cluster that does not answer keeps it for good.
        if (error instanceof StoresNotClosed) process.kill(process.pid, 'SIGKILL');
        process.exit(exitFailed);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The terminal is gone. With a certificate it is read anew.
  if (config.tls === null) process.on('SIGHUP', stop);
  endWithNpm();
  // From here on it can be stopped.
  console.log(`ASG Refinery is ready at ${refinery.url}`);
  const { dataDir, store, roles } = config;
  log.info(
    { url: refinery.url, dataDir, store: storeName(store), roles: [...roles], chain: chainName(config) },
    'ready',
  );
}

function chainName({ chain }: Config): string {
  return chain.kind === 'local' ? 'local, not real money' : `${chain.network}, by ${chain.kind}`;
}

main().catch((error: unknown) => {
  console.error(`ASG Refinery cannot start: ${explained(error)}`);
  process.exit(error instanceof ConfigError ? exitMisconfigured : exitFailed);
});

/** What went wrong and what to do; with the stack only where it is nothing that we know. */
function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `${error.message}. Stop what listens there, or set PORT to another port.`;
  return error instanceof ConfigError || code !== undefined ? error.message : (error.stack ?? error.message);
}
