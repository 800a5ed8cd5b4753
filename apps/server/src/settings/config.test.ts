import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SigningKey, sha256 } from '@asg/chain';
import { systemRandom } from '@asg/runtime';
import { keepNetwork } from '../data-folder/network-mark.ts';
import { assertSharedKeys } from '../keys/shared-keys.ts';
import { loadTreasuryKey } from '../keys/treasury-key.ts';
import { storeName } from '../stores/engines.ts';
import { readConfig } from './config.ts';
import { ConfigError } from './variables.ts';

const arc = { ASG_CHAIN: 'arc', ASG_NETWORK: 'main', ARC_URL: 'https://arc.example.com/' };
const node = {
  ASG_CHAIN: 'node',
  ASG_NETWORK: 'regtest',
  ASG_NODE_RPC: 'http://user:s3cret@127.0.0.1:18443',
};

function problem(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  return 'none';
}

test('without a word the chain is the local one; a real one waits longer for a batch to fill', () => {
  const config = readConfig({});
  assert.deepEqual([config.chain, config.settleWaitMs], [{ kind: 'local', network: 'local' }, 1_000]);
  assert.equal(readConfig(arc).settleWaitMs, 10_000);
  assert.equal(readConfig({ ...arc, SETTLE_MAX_WAIT_MS: '0' }).settleWaitMs, 0);
});

test('an ARC provider is reached by URL, key and prefix, with WhatsOnChain for look-ups', () => {
  assert.deepEqual(readConfig(arc).chain, {
    kind: 'arc',
    network: 'main',
    url: 'https://arc.example.com',
    pathPrefix: '/v1',
    apiKey: null,
    callback: null,
    lookUpUrl: 'https://api.whatsonchain.com/v1/bsv/main',
  });
  const more = {
    ARC_API_KEY: 'key',
    ARC_PATH_PREFIX: '/',
    ARC_CALLBACK_URL: 'https://me.example.com/v1/arc',
    ARC_CALLBACK_TOKEN: 'sixteen-characters',
    ASG_LOOKUP_URL: 'http://index.internal/woc',
  };
  const { chain } = readConfig({ ...arc, ...more });
  assert.ok(chain.kind === 'arc');
  assert.deepEqual(
    [chain.apiKey, chain.pathPrefix, chain.callback, chain.lookUpUrl],
    [
      'key',
      '',
      { url: 'https://me.example.com/v1/arc', token: 'sixteen-characters' },
      'http://index.internal/woc',
    ],
  );
});

test('a node is reached by a URL with user and password, and asked about the named coins', () => {
  const coin = `${'ab'.repeat(32)}:7`;
  const { chain } = readConfig({ ...node, ASG_TREASURY_COINS: ` ${coin}, ` });
  assert.deepEqual(chain, {
    kind: 'node',
    network: 'regtest',
    url: node.ASG_NODE_RPC,
    outpoints: [{ txid: 'ab'.repeat(32), vout: 7 }],
    lookUpUrl: null,
  });
});

test('what is missing or in the way stops the start and is named, secrets left out', () => {
  const cases: readonly [NodeJS.ProcessEnv, RegExp][] = [
    [{ ASG_CHAIN: 'btc' }, /^ASG_CHAIN must be one of local, arc, node/],
    [{ ASG_NETWORK: 'main' }, /^ASG_CHAIN must be arc or node where ASG_NETWORK is main/],
    [{ ...arc, ASG_NETWORK: '' }, /^ASG_NETWORK must be set to main, test, regtest or local/],
    [{ ...arc, ASG_NETWORK: 'mainnet' }, /^ASG_NETWORK must be one of local, regtest, test, main/],
    [{ ...arc, ARC_URL: '' }, /^ARC_URL must be set/],
    [{ ...arc, ARC_URL: 'ftp://x' }, /^ARC_URL must be an http or https URL/],
    [{ ...arc, ARC_URL: 'https://me:s3cret@x' }, /^ARC_URL must not hold a user name or password/],
    [{ ...arc, ARC_PATH_PREFIX: 'v1' }, /^ARC_PATH_PREFIX must be a path such as \/v1/],
    [{ ...arc, ARC_CALLBACK_URL: 'https://x' }, /^ARC_CALLBACK_TOKEN and ARC_CALLBACK_URL must be set both/],
    [{ ...arc, ASG_NETWORK: 'regtest' }, /^ASG_LOOKUP_URL must be set where ASG_NETWORK is regtest/],
    [{ ...node, ASG_NODE_RPC: '' }, /^ASG_NODE_RPC must be set to the node’s address/],
    [{ ...node, ASG_NODE_RPC: 'http://127.0.0.1:18443' }, /^ASG_NODE_RPC must hold user and password/],
    [{ ...node, ASG_NODE_RPC: 'user:s3cret@127.0.0.1' }, /^ASG_NODE_RPC must be an http or https URL/],
    [{ ...node, ASG_NETWORK: 'local' }, /^ASG_NETWORK must be main, test or regtest/],
    [{ ...node, ASG_TREASURY_COINS: 'ab:0' }, /^ASG_TREASURY_COINS must list at most 100 outputs/],
    [
      { ...arc, PLATFORM_FEE_PERCENT: '5', PLATFORM_FEE_ADDRESS: 'mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8' },
      /^PLATFORM_FEE_ADDRESS is no address of the network main: .*another network/,
    ],
  ];
  for (const [environment, message] of cases) {
    assert.match(problem(environment), message);
    assert.doesNotMatch(problem(environment), /s3cret/);
  }
});

test('a process does everything, the local chain included, unless its roles are named', () => {
  const rolesIn = (environment: NodeJS.ProcessEnv) => [...readConfig(environment).roles];
  const all = ['gateway', 'router', 'settler', 'webhooks', 'jobs'];
  assert.deepEqual(rolesIn({}), [...all, 'chain']);
  assert.deepEqual(rolesIn(arc), all);
  const elsewhere = { ASG_LOCAL_CHAIN_URL: 'http://127.0.0.1:8090/' };
  assert.deepEqual(rolesIn(elsewhere), all);
  assert.deepEqual(rolesIn({ ...elsewhere, ASG_ROLES: ' router, settler' }), ['router', 'settler']);
  assert.match(problem({ ASG_ROLES: 'router,cook' }), /^ASG_ROLES must be some of gateway, .*, not "cook"/);
  assert.match(problem({ ...arc, ASG_ROLES: 'chain' }), /^ASG_ROLES must not have chain/);
  assert.match(problem({ ASG_ROLES: 'gateway' }), /^ASG_LOCAL_CHAIN_URL must be set where ASG_ROLES has not/);
});

test('the local chain of another process is reached over its HTTP API, and a batch waits as on the local one', () => {
  const config = readConfig({ ASG_LOCAL_CHAIN_URL: 'http://127.0.0.1:8090', ASG_ROLES: 'settler' });
  assert.ok(config.chain.kind === 'arc');
  const { network, url, lookUpUrl } = config.chain;
  assert.deepEqual(
    [network, url, lookUpUrl, config.settleWaitMs],
    ['local', 'http://127.0.0.1:8090/chain/arc', 'http://127.0.0.1:8090/chain/woc', 1_000],
  );
});

test('the store is a file in the data folder, or the one that is named', () => {
  assert.deepEqual(readConfig({}).store, { kind: 'sqlite', path: null });
  assert.deepEqual(readConfig({ ASG_STORE: 'sqlite:/srv/asg.db' }).store, {
    kind: 'sqlite',
    path: '/srv/asg.db',
  });
  const cluster = 'aerospike://10.0.0.1,db-2.internal:3100,[::1]:3000/asg';
  const hosts = [
    { host: '10.0.0.1', port: 3000 },
    { host: 'db-2.internal', port: 3100 },
    { host: '::1', port: 3000 },
  ];
  const shared = { kind: 'aerospike', hosts, namespace: 'asg' };
  assert.deepEqual(readConfig({ ASG_STORE: cluster }).store, { ...shared, setPrefix: 'asg_' });
  const named = `${cluster}?set_prefix=t1_`;
  assert.deepEqual(readConfig({ ASG_STORE: named }).store, { ...shared, setPrefix: 't1_' });
  assert.equal(storeName(readConfig({ ASG_STORE: named }).store), named.replace('0.1,', '0.1:3000,'));
  for (const [ASG_STORE, rule] of [
    ['aerospike://', /must name a namespace/],
    ['aerospike://127.0.0.1:3000', /must name a namespace/],
    ['aerospike://127.0.0.1:99999/asg', /must list hosts as host:port/],
    ['aerospike:///asg', /must list hosts as host:port/],
    ['aerospike://h/asg?prefix=x', /knows the option set_prefix alone, not "prefix"/],
    ['aerospike://h/asg?set_prefix=a-b', /set_prefix must be at most 24 letters/],
  ] as const)
    assert.match(problem({ ASG_STORE }), new RegExp(`^ASG_STORE .*${rule.source}`));
  for (const ASG_STORE of ['sqlite:', 'sqlite:///x', 'postgres://x', './x.db'])
    assert.match(problem({ ASG_STORE }), /^ASG_STORE must/);
});

test('processes on one store are given the keys that they have in common', () => {
  const ASG_STORE = 'aerospike://127.0.0.1/asg';
  const missing = (environment: NodeJS.ProcessEnv) => () =>
    assertSharedKeys(readConfig({ ASG_STORE, ...environment }));
  assert.throws(missing({}), /^ConfigError: ASG_ENCRYPTION_KEY must be set where ASG_STORE is shared/);
  const ASG_ENCRYPTION_KEY = 'ab'.repeat(32);
  assert.throws(missing({ ASG_ENCRYPTION_KEY }), /^ConfigError: ASG_TREASURY_WIF must be set/);
  const elsewhere = { ASG_LOCAL_CHAIN_URL: 'http://127.0.0.1:1' };
  missing({ ...elsewhere, ASG_ROLES: 'router' })();
  missing({ ...elsewhere, ASG_ROLES: 'gateway', ASG_ENCRYPTION_KEY })();
});

test('no key is made for a real network, and a key of another network is refused', () => {
  const wif = new SigningKey(sha256(Buffer.from('key')), 'test').revealWif();
  const load = (setting: Parameters<typeof loadTreasuryKey>[0]) => () =>
    loadTreasuryKey(setting, systemRandom);
  assert.throws(
    load({ setting: null, network: 'main', file: null }),
    /ASG_TREASURY_WIF must be set on the network main/,
  );
  assert.throws(
    load({ setting: { kind: 'wif', wif }, network: 'main', file: null }),
    /ASG_TREASURY_WIF cannot be used: .*another network/,
  );
  assert.equal(load({ setting: { kind: 'wif', wif }, network: 'regtest', file: null })().network, 'regtest');
});

test('a data folder stays with its network, one from before there was a choice with the local chain', () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-network-'));
  const old = mkdtempSync(join(tmpdir(), 'asg-network-'));
  try {
    keepNetwork(folder, 'test');
    keepNetwork(folder, 'test');
    assert.throws(() => keepNetwork(folder, 'main'), /holds the books of the network test/);
    writeFileSync(join(old, 'refinery.sqlite'), '');
    assert.throws(() => keepNetwork(old, 'main'), /holds the books of the network local/);
    keepNetwork(old, 'local');
  } finally {
    for (const dir of [folder, old]) rmSync(dir, { recursive: true, force: true });
  }
});

test('customers reach this machine only by an explicit switch, and never on a real network', () => {
  const hosts = (environment: NodeJS.ProcessEnv) => readConfig(environment).insecureHosts;
  for (const HOST of ['127.0.0.1', 'localhost', '0.0.0.0']) assert.deepEqual(hosts({ HOST }), []);
  const own = ['localhost', '127.0.0.1', '[::1]'];
  assert.deepEqual(hosts({ ASG_ALLOW_LOOPBACK: 'true' }), own);
  assert.deepEqual(hosts({ ASG_ALLOWED_HOSTS: 'minio, 10.0.0.7' }), ['minio', '10.0.0.7']);
  assert.deepEqual(hosts({ ASG_ALLOWED_HOSTS: '127.0.0.1' }), ['127.0.0.1']);
  for (const real of [arc, { ...node, ASG_NETWORK: 'test' }]) {
    assert.match(
      problem({ ...real, ASG_ALLOW_LOOPBACK: 'true' }),
      /^ASG_ALLOW_LOOPBACK is for development and must not be true on the network (main|test)/,
    );
    for (const host of ['localhost', '127.8.9.1', '[::1]', 'a.localhost'])
      assert.match(
        problem({ ...real, ASG_ALLOWED_HOSTS: `minio,${host}` }),
        /^ASG_ALLOWED_HOSTS must not name this machine/,
      );
    assert.deepEqual(hosts({ ...real, ASG_ALLOWED_HOSTS: 'minio' }), ['minio']);
  }
});

test('clients of this machine have no limit by address only where it alone is listened to and no money is real', () => {
  const isFree = (environment: NodeJS.ProcessEnv) => readConfig(environment).rateLimits?.isLoopbackFree;
  assert.equal(isFree({}), true);
  assert.equal(isFree(node), true);
  for (const limited of [{ HOST: '0.0.0.0' }, arc, { ...node, ASG_NETWORK: 'test' }])
    assert.equal(isFree(limited), false, JSON.stringify(limited));
});

test('mails go where SMTP is set, with a sender and a place that links lead to', () => {
  assert.deepEqual(
    [readConfig({}).smtp, readConfig({}).hasMailbox, readConfig(arc).hasMailbox],
    [null, true, false],
  );
  const smtp = {
    ASG_SMTP_URL: 'smtps://user:p%40ss@mail.example.com',
    ASG_PUBLIC_URL: 'https://asg.example.com/',
  };
  const { smtp: set, publicUrl, hasMailbox } = readConfig(smtp);
  assert.deepEqual(
    [set, publicUrl, hasMailbox],
    [
      { url: 'smtps://user:p%40ss@mail.example.com', from: 'ASG Refinery <no-reply@asg.example.com>' },
      'https://asg.example.com',
      false,
    ],
  );
  const ASG_MAIL_FROM = 'ASG <a@b.example>';
  assert.equal(readConfig({ ...smtp, ASG_MAIL_FROM }).smtp?.from, ASG_MAIL_FROM);
  for (const [environment, named] of [
    [{ ASG_SMTP_URL: smtp.ASG_SMTP_URL }, /^ASG_PUBLIC_URL must be set where ASG_SMTP_URL is/],
    [
      { ...smtp, ASG_SMTP_URL: 'https://user:secret@mail.example.com' },
      /^ASG_SMTP_URL must be smtp:\/\/((?!secret).)*$/,
    ],
    [{ ...smtp, ASG_MAIL_FROM: 'a@b.example, c@d.example' }, /^ASG_MAIL_FROM must be an address/],
  ] as const)
    assert.throws(() => readConfig(environment), { message: named });
});
