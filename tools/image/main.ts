import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build, type Image } from './dockerfile.ts';
import { besides, run, startContainer } from './root.ts';

/**
 * Carries out `deploy/docker/Dockerfile` without a container engine, then runs the image as a container: as process 1, as its user, on a
 * root that can only be read. Needs root. `main.ts DEBIAN NODE CONTEXT WORK`: a bare Debian, a folder with Node.js and npm beneath
 * `node_modules`, a checkout, and an empty folder.
 */
const [debian = '', nodeFolder = '', context = '', work = ''] = process.argv.slice(2);
/** Kubernetes and Docker kill what is still there then. */
const stopMsMax = 10_000;
/** Beyond what the base image has. */
const megabytesMax = 250;

/** What `node:…-bookworm-slim` has: Debian, and Node.js with npm in /usr/local. */
function makeBase(): string {
  const base = join(work, 'base');
  mkdirSync(base);
  const leftOut = ['./home', './opt', './proc', './var/cache']
    .map((folder) => `--exclude=${folder}`)
    .join(' ');
  run('sh', ['-c', `tar -C "$0" ${leftOut} -cf - . | tar -C "$1" -xf -`, debian, base]);
  for (const folder of ['home', 'opt', 'proc', 'var/cache'])
    mkdirSync(join(base, folder), { recursive: true });
  const modules = join(base, 'usr/local/lib/node_modules');
  cpSync(
    join(nodeFolder, `node_modules/node-linux-${process.arch}/bin/node`),
    join(base, 'usr/local/bin/node'),
  );
  cpSync(join(nodeFolder, 'node_modules/npm'), join(modules, 'npm'), { recursive: true });
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(base, 'usr/local/bin', name));
  return base;
}

const megabytes = (folder: string): number =>
  Number.parseInt(spawnSync('du', ['-sm', folder], { encoding: 'utf8' }).stdout, 10);

function looksRight(image: Image): void {
  const [uid = ''] = image.user.split(':');
  assert.match(uid, /^[1-9]\d*$/);
  const { version, optionalDependencies } = JSON.parse(readFileSync(join(context, 'package.json'), 'utf8'));
  const pinned = optionalDependencies[`node-linux-${process.arch}`];
  assert.ok(
    image.base.startsWith(`node:${pinned}-`),
    `${image.base} is not the Node.js ${pinned} of package.json`,
  );
  assert.equal(image.labels['org.opencontainers.image.version'], version);
  const sbom = JSON.parse(readFileSync(join(image.root, 'opt/asg/sbom.cdx.json'), 'utf8'));
  assert.equal(sbom.bomFormat, 'CycloneDX');
  assert.ok(sbom.components.length > 20);
  const [size, before] = [megabytes(image.root), megabytes(join(work, 'base'))];
  console.log(`-- the image: ${size} MB, its base ${before} MB; SBOM of ${sbom.components.length} packages`);
  assert.ok(size - before <= megabytesMax);
}

async function runsAsContainer(image: Image): Promise<void> {
  const { VOLUME: [at = ''] = [], ENTRYPOINT = [], CMD = [], HEALTHCHECK = [] } = image.lists;
  // A new volume begins as what the image has in its place, with its owner.
  const volume = join(work, 'volume');
  run('cp', ['-a', join(image.root, at), volume]);
  const container = startContainer(image, [volume, at], [...ENTRYPOINT, ...CMD]);
  const ended = once(container, 'exit');
  let log = '';
  await new Promise<void>((resolve, reject) => {
    assert.ok(container.stderr !== null);
    createInterface({ input: container.stderr }).on('line', (line) => {
      log += `${line}\n`;
      if (line.includes('"msg":"ready"')) resolve();
    });
    container.once('exit', () => reject(new Error(`it ended:\n${log}`)));
  });
  const pid = Number(readFileSync(`/proc/${container.pid}/task/${container.pid}/children`, 'utf8').trim());
  const exec = (...args: readonly string[]) => besides(pid, image, args);
  const [uid] = image.user.split(':');
  const status = exec('cat', '/proc/1/status').said;
  assert.match(status, new RegExp(`^Uid:\\s+${uid}\\s+${uid}\\s+${uid}`, 'm'));
  assert.match(status, /^CapEff:\s+0+$/m);
  assert.match(
    exec('sh', '-c', 'echo x > /opt/asg/x; echo x > /var/x').said,
    /(?:Read-only file system[\s\S]*){2}/,
  );
  assert.notEqual(exec('sh', '-c', 'command -v npm').status, 0);
  assert.deepEqual(exec(...HEALTHCHECK), { status: 0, said: '' });
  assert.notEqual(exec('env', 'PORT=1', ...HEALTHCHECK).status, 0);
  console.log(
    `-- process 1 as user ${uid} without rights on a root that can only be read; its health check passes, and fails at another port`,
  );

  const demo = exec(...ENTRYPOINT, 'demo', '--tasks', '60', '--workers', '15', '--json');
  assert.equal(demo.status, 0, demo.said);
  assert.equal(JSON.parse(demo.said.slice(demo.said.indexOf('{'))).settled, 60, demo.said);
  console.log('-- asg demo beside it: 60 tasks settled');

  const startedMs = performance.now();
  process.kill(pid, 'SIGTERM');
  const [code] = await ended;
  const tookMs = performance.now() - startedMs;
  assert.equal(code, 0, log);
  assert.match(log, /"msg":"stopped"/);
  assert.ok(tookMs < stopMsMax, `${tookMs} ms`);
  console.log(`-- SIGTERM to process 1: code 0 after ${tookMs.toFixed(0)} ms`);
}

const settings: Record<string, string> = {};
for (const [name, value = ''] of Object.entries(process.env))
  if (/^(npm_config_|NODE_EXTRA_CA|SSL_CERT|https?_proxy|no_proxy)/i.test(name)) settings[name] = value;
mkdirSync(work, { recursive: true });
const image = build(join(context, 'deploy/docker/Dockerfile'), {
  context,
  base: makeBase(),
  work,
  settings,
  given: {},
});
looksRight(image);
await runsAsContainer(image);
