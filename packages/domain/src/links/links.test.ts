import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { linkKinds, strongLinkKinds } from '../names.ts';
import {
  clusterMax,
  clusterOf,
  dissolvedLink,
  type Evidence,
  linkedSince,
  linkedWith,
  noLinks,
  pairsMax,
  seenAt,
  sharedPlaces,
  withEvidence,
} from './account-links.ts';
import { addressRange } from './address-range.ts';

const minuteMs = 60_000;
const byte = fc.integer({ min: 0, max: 255 });
const evidence: fc.Arbitrary<Evidence> = fc
  .dictionary(fc.constantFrom(...linkKinds), fc.integer({ min: 1, max: 1_000 }), { maxKeys: 5 })
  .map((kinds) => kinds as Evidence);

test('addresses of one /24, and of one /48, are one range, in whatever form they are written', () => {
  for (const [address, range] of [
    ['8.8.4.4', '8.8.4.0/24'],
    ['::ffff:8.8.4.200', '8.8.4.0/24'],
    ['::FFFF:0808:04c8', '8.8.4.0/24'],
    ['2a00:1450:4001:80b::200e', '2a00:1450:4001::/48'],
    ['2A00:1450:4001:0:0:0:0:1', '2a00:1450:4001::/48'],
    ['2a00:1450:4001:ff::1%eth0', '2a00:1450:4001::/48'],
    ['2600::', '2600:0:0::/48'],
    ['100.63.255.255', '100.63.255.0/24'],
    ['100.128.0.1', '100.128.0.0/24'],
    ['172.32.0.1', '172.32.0.0/24'],
  ] as const)
    assert.equal(addressRange(address), range, address);
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte, byte), byte, ([a, b, c, d], other) => {
      const range = addressRange(`${a}.${b}.${c}.${d}`);
      assert.equal(addressRange(`${a}.${b}.${c}.${other}`), range);
      assert.equal(addressRange(`::ffff:${a}.${b}.${c}.${d}`), range);
      if (range !== null) assert.notEqual(addressRange(`${a}.${b}.${c ^ 1}.${d}`), range);
    }),
  );
});

test('what is not public, or no address, carries nothing', () => {
  const private4 = ['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.178.20', '169.254.1.1'];
  const carrier = ['100.64.0.1', '100.127.255.255'];
  const others4 = ['0.0.0.0', '192.0.0.8', '192.0.2.1', '198.18.0.1', '198.19.1.1', '198.51.100.7'];
  const others = [...others4, '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'];
  const v6 = [
    '::1',
    '::',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '3fff:abc::1',
  ];
  const tunnels = ['2001:0:4136::1', '2002:808:404::1', '64:ff9b::808:404', '100::1'];
  const mapped = [...private4, ...carrier, ...others].map((address) => `::ffff:${address}`);
  const broken = [
    '',
    'localhost',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    ':::',
    '1::2::3',
    '2a00:1',
    '2a00::12345',
    'x::1',
  ];
  const long = [
    '1:2:3:4:5:6:7:8:9',
    '2600:2:3:4:5:6:7::8',
    '2600:1:1:1:1:1:1',
    '8.8.8.8.8',
    '::ffff:8.8.8.999',
  ];
  for (const address of [
    ...private4,
    ...carrier,
    ...others,
    ...v6,
    ...tunnels,
    ...mapped,
    ...broken,
    ...long,
  ])
    assert.equal(addressRange(address), null, address);
  fc.assert(fc.property(fc.string(), (text) => void addressRange(text)));
});

test('a link takes two kinds of evidence, one of them strong: an address and a burst never suffice', () => {
  fc.assert(
    fc.property(evidence, (kinds) => {
      const isStrong = strongLinkKinds.some((kind) => kinds[kind] !== undefined);
      const sinceMs = linkedSince({ kinds });
      assert.equal(sinceMs !== null, isStrong && Object.keys(kinds).length >= 2);
      if (sinceMs !== null) assert.ok(Object.values(kinds).includes(sinceMs));
      assert.equal(linkedSince({ kinds, dissolvedAtMs: 1 }), null);
    }),
  );
  assert.equal(linkedSince({ kinds: { address: 1, burst: 1 } }), null);
  assert.equal(linkedSince({ kinds: { address: 1, burst: 2, wallet: 5 } }), 5);
  assert.equal(linkedSince({ kinds: { wallet: 1, device: 7, address: 3 } }), 3);
});

test('evidence comes to the same in any order and however often it is sent, and what is dissolved stays so', () => {
  const pieces = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), evidence), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, (all) => {
      const added = (given: typeof all) =>
        given.reduce((links, [id, kinds]) => withEvidence(links, id, kinds), noLinks);
      const names = (links: typeof noLinks) =>
        Object.fromEntries(
          Object.entries(links.pairs).map(([id, { kinds }]) => [id, Object.keys(kinds).sort()]),
        );
      assert.deepEqual(names(added(all)), names(added(all.toReversed())));
      const once = added(all);
      assert.equal(
        all.reduce((links, [id, kinds]) => withEvidence(links, id, kinds), once),
        once,
      );
      const apart = dissolvedLink(once, 'a', 5);
      const again = withEvidence(apart, 'a', { wallet: 1, device: 1, address: 1 });
      assert.equal(linkedWith(again).includes('a'), once.pairs.a === undefined);
    }),
  );
});

test('a record is bounded, and keeps what links when there is too much', () => {
  let links = withEvidence(noLinks, 'friend', { wallet: 1, device: 1 });
  for (let i = 0; i < 3 * pairsMax; i++) links = withEvidence(links, `other-${i}`, { wallet: i });
  assert.equal(Object.keys(links.pairs).length, pairsMax);
  assert.deepEqual(linkedWith(links), ['friend']);
  for (let i = 0; i < 100; i++) links = seenAt(links, { range: `8.8.${i}.0/24`, atMs: i }, false);
  assert.equal(links.ranges.length, 16);
  assert.equal(links.ranges.at(-1)?.range, '8.8.99.0/24');
});

test('places are shared by who was there within thirty days, a burst by who signed up there within ten minutes', () => {
  const at = (atMs: number, isNew: boolean) => seenAt(noLinks, { range: 'r', atMs }, isNew);
  const dayMs = 24 * 60 * minuteMs;
  assert.deepEqual(sharedPlaces(at(0, true), at(10 * minuteMs, true)), {
    address: 10 * minuteMs,
    burst: 10 * minuteMs,
  });
  assert.deepEqual(sharedPlaces(at(0, true), at(11 * minuteMs, true)), { address: 11 * minuteMs });
  assert.deepEqual(sharedPlaces(at(0, true), at(0, false)), { address: 0 });
  assert.deepEqual(sharedPlaces(at(0, false), at(30 * dayMs, false)), { address: 30 * dayMs });
  assert.deepEqual(sharedPlaces(at(0, false), at(31 * dayMs, false)), {});
  assert.deepEqual(sharedPlaces(noLinks, at(0, true)), {});
});

test('a cluster is all that links lead to, the same from each of its members, and never too large', async () => {
  const edges = fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(edges, async (all) => {
      const linked = new Map<string, string[]>();
      const add = (one: number, other: number) =>
        linked.set(`w${one}`, [...(linked.get(`w${one}`) ?? []), `w${other}`]);
      for (const [one, other] of all) {
        add(one, other);
        add(other, one);
      }
      const of = (id: string) => clusterOf(id, async (member) => linked.get(member) ?? []);
      const cluster = await of('w1');
      assert.equal(cluster[0], 'w1');
      assert.equal(new Set(cluster).size, cluster.length);
      assert.ok(cluster.length <= clusterMax);
      if (cluster.length === clusterMax) return;
      for (const member of cluster) {
        assert.deepEqual(new Set(await of(member)), new Set(cluster));
        for (const other of linked.get(member) ?? []) assert.ok(cluster.includes(other));
      }
    }),
  );
});
