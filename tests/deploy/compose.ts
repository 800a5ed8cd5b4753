import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { processRoles } from '@asg/domain/names';
import { isThere } from '../programs.ts';
import { configOf, programs, run, skip, write } from './parts/rendered.ts';

interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string; readonly args?: Readonly<Record<string, string>> };
  readonly environment?: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly ports?: readonly { readonly target: number; readonly host_ip?: string }[];
  readonly volumes?: readonly { readonly type: string; readonly source: string; readonly target: string }[];
  readonly networks?: Readonly<Record<string, { readonly ipv4_address?: string } | null>>;
}

const encryptionKey = 'ab'.repeat(32);
const read = (file: string): string => readFileSync(file, 'utf8');
const dockerfile = read('deploy/docker/Dockerfile');
const { version } = JSON.parse(read('package.json'));

const folder = 'deploy/compose';
const variableForm = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

/** The services as they are started with these variables; the reader takes none by itself. */
function composed(file: string, given: Readonly<Record<string, string>>): ReadonlyMap<string, Service> {
  const text = read(`${folder}/${file}`).replace(
    variableForm,
    (whole, name, operator, rest) => given[name] ?? (operator === '-' ? rest : whole),
  );
  const { services } = JSON.parse(
    run(programs.compose, ['-format', 'json', write(file, text)], { cwd: folder }),
  );
  return new Map(Object.entries<Service>(services));
}

/** What the services of our image start with, after what is the same for all of them. */
function ours(services: ReadonlyMap<string, Service>): ReadonlyMap<string, ReturnType<typeof configOf>> {
  const found = new Map<string, ReturnType<typeof configOf>>();
  for (const [name, { build, image, environment = {}, volumes = [], read_only, cap_drop }] of services) {
    for (const { type, source } of volumes)
      assert.ok(type !== 'bind' || existsSync(source), `${source} is not there`);
    if (build === undefined) continue;
    assert.equal(build.dockerfile, 'deploy/docker/Dockerfile');
    for (const argument of Object.keys(build.args ?? {}))
      assert.match(dockerfile, new RegExp(`^ARG ${argument}=`, 'm'));
    assert.ok(image.startsWith(`asg-refinery:${version}`), image);
    assert.deepEqual([read_only, cap_drop], [true, ['ALL']], name);
    found.set(name, configOf(environment));
  }
  return found;
}

test('compose.yaml: one process with all roles, on a volume, for this machine alone', { skip }, () => {
  const services = composed('compose.yaml', {});
  assert.deepEqual([...services.keys()], ['refinery']);
  const config = ours(services).get('refinery');
  assert.deepEqual([...(config?.roles ?? [])].sort(), [...processRoles].sort());
  const { ports = [], volumes = [] } = services.get('refinery') ?? {};
  assert.deepEqual(
    ports.map(({ target, host_ip }) => [target, host_ip]),
    [[8081, '127.0.0.1']],
  );
  assert.deepEqual(
    volumes.map(({ type, target }) => [type, target]),
    [['volume', '/data']],
  );
  assert.match(dockerfile, /\bPORT=8081\b[\s\S]*\bASG_DATA_DIR=\/data\b/u);
});

test('cluster.yaml: every role on one store, gateways behind a proxy that they trust', { skip }, () => {
  const file = 'cluster.yaml';
  assert.throws(() => composed(file, {}), /ASG_ENCRYPTION_KEY/);
  const services = composed(file, { ASG_ENCRYPTION_KEY: encryptionKey, ASG_HOST: 'asg.example.com' });
  const configs = ours(services);
  const rolesIn = new Map([...configs].map(([name, { roles }]) => [name, [...roles].join()]));
  assert.deepEqual([...new Set(rolesIn.values())].sort(), [...processRoles].sort());
  const names: (string | null)[] = [];
  for (const [name, config] of configs) {
    const isChain = rolesIn.get(name) === 'chain';
    assert.equal(config.treasuryKey?.kind, 'key_file');
    assert.deepEqual(config.encryptionKeys, [encryptionKey]);
    assert.equal(config.localChainUrl, isChain ? null : 'http://chain:8081');
    if (config.processName !== null) names.push(config.processName);
    const { store } = config;
    assert.equal(store.kind, isChain ? 'sqlite' : 'aerospike', name);
    if (store.kind === 'aerospike') for (const { host } of store.hosts) assert.ok(services.has(host), host);
  }
  assert.equal(new Set(names).size, names.length, 'no two processes have one name');
  // Gateways and jobs see one folder; nobody else is reached from outside but the proxy.
  const volumeOf = (name: string) => services.get(name)?.volumes?.map(({ source }) => source);
  assert.deepEqual(volumeOf('gateway-1'), volumeOf('jobs'));
  assert.deepEqual(
    [...services].filter(([, { ports }]) => ports !== undefined).map(([name]) => name),
    ['proxy'],
  );
  const proxyAddress = services.get('proxy')?.networks?.default?.ipv4_address;
  const gateways = [...rolesIn].filter(([, role]) => role === 'gateway').map(([name]) => name);
  for (const name of gateways) assert.equal(services.get(name)?.environment?.TRUSTED_PROXIES, proxyAddress);
  const [, upstreams = ''] = /reverse_proxy (.*) \{/.exec(read('deploy/compose/Caddyfile')) ?? [];
  assert.deepEqual(upstreams.split(' ').sort(), gateways.map((name) => `${name}:8081`).sort());
});

test('the proxy of the cluster does what the one of deploy/caddy does', { skip }, () => {
  const shared = (file: string): string =>
    read(file)
      .replaceAll(/^\s*#.*\n/gm, '')
      .replaceAll(/^\t\t(?:lb_policy|health_).*\n/gm, '')
      .replace(/^\S+ \{/m, 'HOST {')
      .replace(/reverse_proxy .* \{/, 'reverse_proxy UPSTREAM {')
      .trim();
  assert.equal(shared('deploy/compose/Caddyfile'), shared('deploy/caddy/Caddyfile'));
  if (!isThere('caddy')) return;
  run('caddy', ['validate', '--adapter', 'caddyfile', '--config', 'deploy/compose/Caddyfile'], {
    env: { ASG_HOST: 'asg.example.com' },
  });
});

test('Aerospike’s namespace is the one of its guide, but for where the data lie', { skip }, () => {
  const namespaceOf = (file: string): readonly string[] => {
    const [namespace = ''] = /^namespace [\s\S]*?^\}/m.exec(read(file)) ?? [];
    const lines = namespace.split('\n').map((line) => line.replace(/#.*/, '').trim());
    return lines.filter((line) => !/^(?:device|file|filesize) /.test(line));
  };
  const conf = 'deploy/compose/aerospike.conf';
  assert.deepEqual(namespaceOf(conf), namespaceOf('docs/operating/aerospike.md'));
  const seeds = [...read(conf).matchAll(/mesh-seed-address-port (\S+)/g)].map(([, name]) => name);
  assert.deepEqual(seeds, ['aerospike-1', 'aerospike-2']);
});
