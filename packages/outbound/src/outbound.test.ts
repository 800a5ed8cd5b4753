import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { queryObjects } from 'node:v8';
import { createOutbound, OutboundFailed, OutboundRefused, type ResolvedAddress } from './index.ts';

const v4 = (address: string): ResolvedAddress => ({ address, family: 4 });
const v6 = (address: string): ResolvedAddress => ({ address, family: 6 });
const publicAddress = v4('203.0.114.7');

/** Not on the public internet, in all the ways one can write it. */
const refusedUrls: readonly string[] = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://127.0.0.1./',
  'https://0/',
  'https://0.0.0.0:8081/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://168.63.129.16/',
  'https://100.64.0.1/',
  'https://100.100.100.200/',
  'https://192.0.0.1/',
  'https://192.0.2.1/',
  'https://198.18.0.1/',
  'https://198.51.100.1/',
  'https://203.0.113.1/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[::]/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[::127.0.0.1]/',
  'https://[::ffff:0:127.0.0.1]/',
  'https://[64:ff9b::169.254.169.254]/',
  'https://[64:ff9b:1::10.0.0.1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://[fe80::1%25eth0]/',
  'https://[fec0::1]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'https://[100::1]/',
  'https://[4000::1]/',
  'https://①②⑦.0.0.1/',
  'https://user:secret@example.com/',
  'http://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_',
  'nonsense',
];

/** What a resolver may answer for a harmless name. */
const refusedAnswers: Readonly<Record<string, readonly ResolvedAddress[]>> = {
  loopback: [v4('127.0.0.1')],
  'this network': [v4('0.0.0.0')],
  private: [v4('10.1.2.3')],
  metadata: [v4('169.254.169.254')],
  'carrier-grade NAT': [v4('100.64.1.1')],
  'public first, private second': [publicAddress, v4('192.168.0.10')],
  'public IPv4 with loopback IPv6': [publicAddress, v6('::1')],
  'mapped loopback': [v6('::ffff:127.0.0.1')],
  'NAT64 of metadata': [v6('64:ff9b::a9fe:a9fe')],
  'local NAT64': [v6('64:ff9b:1::a00:1')],
  '6to4 of loopback': [v6('2002:7f00:1::1')],
  Teredo: [v6('2001::1')],
  'unique local': [v6('fd12::1')],
  'link-local with a zone': [v6('fe80::1%lo')],
  'a number where an address should be': [v4('2130706433')],
};

const resolverOf = (addresses: readonly ResolvedAddress[]) => async () => addresses;
const get = (url: string) => ({ url, method: 'GET', timeoutMs: 60_000 }) as const;

describe('the guard refuses', () => {
  for (const url of refusedUrls) {
    test(url, async () => {
      await using outbound = createOutbound({ allowedHosts: [], resolve: resolverOf([publicAddress]) });
      await assert.rejects(outbound.request(get(url)), OutboundRefused);
      assert.throws(() => outbound.check(url), OutboundRefused);
    });
  }

  for (const [what, addresses] of Object.entries(refusedAnswers)) {
    test(`a name that resolves to: ${what}`, async () => {
      await using outbound = createOutbound({ allowedHosts: [], resolve: resolverOf(addresses) });
      await assert.rejects(outbound.request(get('https://innocent.example/')), OutboundRefused);
    });
  }

  for (const name of ['localhost', 'localhost.', 'LOCALHOST', 'ip6-localhost.example']) {
    test(`the name ${name}, which resolves to loopback`, async () => {
      await using outbound = createOutbound({ allowedHosts: [], resolve: resolverOf([v4('127.0.0.1')]) });
      await assert.rejects(outbound.request(get(`https://${name}/`)), OutboundRefused);
    });
  }

  test('for other clients: numbers that Node would look up', async () => {
    await using outbound = createOutbound({ allowedHosts: [], resolve: async (host) => [v4(host)] });
    for (const host of ['2130706433', '0x7f000001', '127.1', '0177.0.0.1', '127.0.0.1.']) {
      const error = await new Promise((resolve) => {
        outbound.lookup(host, {}, resolve);
      });
      assert.ok(error instanceof OutboundRefused, host);
    }
  });
});

async function receiver() {
  const hosts: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    hosts.push(request.headers.host);
    if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end();
    else if (request.url !== '/silent') response.end('hello');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, hosts, [Symbol.asyncDispose]: close };
}

test('a name is resolved once for a connection, which goes to the address that was checked', async () => {
  await using server = await receiver();
  let asked = 0;
  const resolve = async () => (asked++ === 0 ? [v4('127.0.0.1')] : [v4('10.255.255.1')]);
  await using outbound = createOutbound({ allowedHosts: ['rebinding.example'], resolve });
  const answer = await outbound.request(get(`http://rebinding.example:${server.port}/`));
  assert.equal(
    await answer.body
      .setEncoding('utf8')
      .toArray()
      .then((parts) => parts.join('')),
    'hello',
  );
  assert.equal(asked, 1);
  assert.deepEqual(server.hosts, [`rebinding.example:${server.port}`]);
});

test('a name that changes its answer to a private address is refused at the next connection', async () => {
  await using server = await receiver();
  let asked = 0;
  // Public at the check, loopback at the connection: the attack on guards that resolve twice.
  const resolve = async () => (asked++ === 0 ? [publicAddress] : [v4('127.0.0.1')]);
  await using outbound = createOutbound({ allowedHosts: [], resolve });
  const lookup = () =>
    new Promise((done) => {
      outbound.lookup('rebinding.example', { all: true }, (error, found) => done(error ?? found));
    });
  assert.deepEqual(await lookup(), [publicAddress]);
  await assert.rejects(outbound.request(get(`https://rebinding.example:${server.port}/`)), OutboundRefused);
  assert.equal(asked, 2);
  assert.deepEqual(server.hosts, []);
});

test('a redirect is returned, not followed', async () => {
  await using server = await receiver();
  await using outbound = createOutbound({ allowedHosts: ['127.0.0.1'] });
  const answer = await outbound.request(get(`http://127.0.0.1:${server.port}/moved`));
  answer.body.resume();
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.location, '/elsewhere');
  assert.equal(server.hosts.length, 1);
});

test('allowing a host name does not allow another, nor http elsewhere', async () => {
  await using server = await receiver();
  await using outbound = createOutbound({ allowedHosts: ['localhost'] });
  const answer = await outbound.request(get(`http://localhost.:${server.port}/`));
  answer.body.resume();
  assert.equal(answer.status, 200);
  await assert.rejects(outbound.request(get(`http://127.0.0.1:${server.port}/`)), OutboundRefused);
  await assert.rejects(outbound.request(get(`https://[::1]:${server.port}/`)), OutboundRefused);
});

test('silence, a closed port and an unknown host are failures of the world', async () => {
  await using server = await receiver();
  await using outbound = createOutbound({ allowedHosts: ['127.0.0.1'], resolve: async () => [] });
  const silent = { ...get(`http://127.0.0.1:${server.port}/silent`), timeoutMs: 200 };
  await assert.rejects(outbound.request(silent), /no answer within 200 ms/);
  await assert.rejects(outbound.request(get('http://127.0.0.1:1/')), OutboundFailed);
  await assert.rejects(outbound.request(get('https://nowhere.example/')), OutboundFailed);
});

test('ordinary public addresses are let through', () => {
  const outbound = createOutbound({ allowedHosts: [] });
  for (const url of ['https://93.184.215.14/', 'https://[2606:2800:21f::1]:8443/x', 'https://example.com/'])
    assert.equal(outbound.check(url).protocol, 'https:');
});

test('however many requests end under a signal that lives on, nothing of theirs is left', async () => {
  const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await using outbound = createOutbound({ allowedHosts: ['127.0.0.1'] });
  const stop = new AbortController();
  const ask = async (): Promise<void> => {
    const { body } = await outbound.request({ url, method: 'GET', timeoutMs: 10_000, signal: stop.signal });
    for await (const part of body) assert.equal(String(part), 'here');
  };
  try {
    await ask();
    const before = queryObjects(AbortSignal, { format: 'count' });
    for (let i = 0; i < 100; i++) await ask();
    assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
    assert.ok(queryObjects(AbortSignal, { format: 'count' }) - before < 10);
  } finally {
    server.close();
  }
});

test('a refusal says whether it is about the server’s own machine, and which setting allows it', () => {
  const outbound = createOutbound({ allowedHosts: [] });
  for (const host of [
    'localhost',
    'a.localhost',
    '127.0.0.1',
    '127.9',
    '[::1]',
    '[::ffff:7f00:1]',
    '0.0.0.0',
  ])
    for (const scheme of ['http', 'https'])
      assert.throws(
        () => outbound.check(`${scheme}://${host}:9000/x`),
        /own machine.*ASG_ALLOW_LOOPBACK=true/,
      );
  for (const host of ['10.0.0.1', '169.254.169.254', '[fd00::1]'])
    assert.throws(() => outbound.check(`https://${host}/`), /not on the public internet.*ASG_ALLOWED_HOSTS/);
});
