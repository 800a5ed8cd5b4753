import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { messageOf } from '@asg/domain/errors';
import type { Config } from '@asg/server/config';
import { type Finding, failed, ok, skipped, warning } from './finding.ts';

const nodeMajorMin = 24;
const freeBytesMin = 1024 ** 3;
const othersMay = 0o077;

/** Looks at what a server on this machine needs, with the settings of the environment. */
export async function installation(environment: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const settings = await settingsOf(environment);
  if ('check' in settings) return [node(), settings];
  const { dataDir, port, host, chain } = settings;
  const { isShared } = await import('@asg/server/stores');
  const isStoreShared = isShared(settings.store);
  return [
    node(),
    ok('settings', `${chain.kind} chain on the ${chain.network} network, data in ${resolve(dataDir)}`),
    dataFolder(dataDir),
    encryptionKey(settings, isStoreShared),
    treasuryKey(settings, isStoreShared),
    await portOf(host, port),
  ];
}

function node(): Finding {
  const found = `Node.js ${process.version}`;
  return Number(process.versions.node.split('.')[0]) >= nodeMajorMin
    ? ok('node', found)
    : failed('node', found, `Node.js ${nodeMajorMin} is needed: https://nodejs.org/en/download`);
}

async function settingsOf(environment: NodeJS.ProcessEnv): Promise<Config | Finding> {
  try {
    const { readConfig } = await import('@asg/server/config');
    return readConfig(environment);
  } catch (error) {
    return failed('settings', messageOf(error), 'docs/operating/configuration.md lists every variable');
  }
}

function dataFolder(folder: string): Finding {
  const place = resolve(folder);
  const there = existsSync(place);
  try {
    let existing = place;
    while (!existsSync(existing)) existing = dirname(existing);
    const found = statSync(existing);
    if (!found.isDirectory())
      return failed('data folder', `${existing} is a file`, 'name a folder with ASG_DATA_DIR');
    accessSync(existing, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(existing);
    const free = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GiB free`;
    const reported = there ? `${place}, ${free}` : `${place} is made at the first start, ${free}`;
    if (there && process.platform !== 'win32' && (found.mode & othersMay) !== 0)
      return warning(
        'data folder',
        `others may look into ${place}`,
        `chmod 700 ${place}; a server that starts does it`,
      );
    return bavail * bsize < freeBytesMin
      ? warning('data folder', reported, 'make room: without it the server answers 503')
      : ok('data folder', reported);
  } catch (error) {
    const advice = 'give this user the right to write there, or name another folder with ASG_DATA_DIR';
    return failed('data folder', `${place}: ${messageOf(error)}`, advice);
  }
}

function encryptionKey({ encryptionKeys, dataDir, chain }: Config, isStoreShared: boolean): Finding {
  if (encryptionKeys.length > 0) return ok('encryption key', 'ASG_ENCRYPTION_KEY is set');
  if (isStoreShared)
    return failed(
      'encryption key',
      'none is set, and ASG_STORE is shared',
      'set ASG_ENCRYPTION_KEY, to the same for all processes: openssl rand -hex 32 makes one',
    );
  const file = join(dataDir, 'encryption.key');
  const kept = existsSync(file);
  if (kept && process.platform !== 'win32' && (statSync(file).mode & othersMay) !== 0)
    return failed('encryption key', `others may read ${file}`, `chmod 600 ${file}`);
  const found = kept ? `kept in ${file}` : `one is made in ${file} at the first start`;
  return chain.kind === 'local'
    ? ok('encryption key', found)
    : warning('encryption key', found, 'keep it apart from the database: set ASG_ENCRYPTION_KEY');
}

function treasuryKey({ treasuryKey: key, chain, dataDir }: Config, isStoreShared: boolean): Finding {
  if (key !== null)
    return ok('treasury key', key.kind === 'wif' ? 'ASG_TREASURY_WIF' : 'an encrypted key file');
  if (isStoreShared && chain.kind === 'local')
    return failed(
      'treasury key',
      'none is set, and ASG_STORE is shared',
      'set ASG_TREASURY_WIF, to the same for all processes, also that of the local chain',
    );
  return chain.kind === 'local'
    ? ok('treasury key', `of the local chain, in ${join(dataDir, 'treasury-local.wif')}: not real money`)
    : failed('treasury key', 'none is set', '`asg treasury new-key` makes one, for ASG_TREASURY_KEY_FILE');
}

/** Whether the port can be had; a server that is there already is looked at elsewhere. */
async function portOf(host: string, port: number): Promise<Finding> {
  if (port === 0) return skipped('port', 'a free one is taken at each start');
  const place = `${host}:${port}`;
  const code = await listens(host, port);
  if (code === null) return ok('port', `${place} is free`);
  if (code !== 'EADDRINUSE')
    return failed(
      'port',
      `${place} cannot be used: ${code}`,
      'name another with PORT, or another address with HOST',
    );
  const health = await fetch(`http://${place}/v1/health`)
    .then((answer) => answer.json() as Promise<{ readonly status?: unknown }>)
    .catch(() => null);
  return health?.status === 'ok'
    ? ok('port', `a server is running at ${place}`)
    : failed('port', `another program uses ${place}`, 'end it, or name another port with PORT');
}

function listens(host: string, port: number): Promise<string | null> {
  return new Promise((resolved) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolved(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolved(null)));
  });
}
