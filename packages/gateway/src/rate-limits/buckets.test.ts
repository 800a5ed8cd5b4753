import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clientNetwork } from '../addresses/client-address.ts';
import { Buckets } from './buckets.ts';

test('a burst is allowed at once, then one request at each interval', () => {
  const buckets = new Buckets(10);
  const rate = { perMinute: 300, burst: 100 };
  for (let i = 0; i < 100; i++) {
    const { allowed, remaining } = buckets.take('a', rate, 0);
    assert.deepEqual([allowed, remaining], [true, 99 - i]);
  }
  assert.deepEqual(buckets.take('a', rate, 0), {
    allowed: false,
    remaining: 0,
    resetSeconds: 20,
    retrySeconds: 1,
  });
  assert.equal(buckets.take('a', rate, 199).allowed, false);
  assert.equal(buckets.take('a', rate, 200).allowed, true);
  assert.equal(buckets.take('a', rate, 201).allowed, false);
  assert.equal(buckets.take('b', rate, 201).allowed, true, 'others are not touched');
  assert.equal(buckets.take('a', rate, 60_000).remaining, 99);
});

test('over any time no more is allowed than the burst and the rate, and a client that waits for Retry-After is served', () => {
  const rates = fc.record({
    perMinute: fc.integer({ min: 1, max: 6_000 }),
    burst: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(rates, fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 }), (rate, gaps) => {
      const buckets = new Buckets(10);
      let nowMs = 1_000;
      let allowed = 0;
      for (const gap of gaps) {
        nowMs += gap;
        const answer = buckets.take('a', rate, nowMs);
        if (answer.allowed) allowed++;
        else {
          nowMs += answer.retrySeconds * 1000;
          assert.equal(buckets.take('a', rate, nowMs).allowed, true);
          allowed++;
        }
      }
      const most = rate.burst + ((nowMs - 1_000) * rate.perMinute) / 60_000;
      assert.ok(allowed <= most + 0.01, `${allowed} of at most ${most}`);
    }),
  );
});

test('a debt is another burst at most', () => {
  const buckets = new Buckets(10);
  const rate = { perMinute: 60, burst: 30 };
  buckets.charge('a', rate, 10, 0);
  assert.equal(buckets.emptySeconds('a', rate, 0), 0);
  for (let i = 0; i < 10; i++) buckets.charge('a', rate, 1_000, 0);
  assert.equal(buckets.emptySeconds('a', rate, 0), 30);
  assert.equal(buckets.emptySeconds('a', rate, 30_001), 0);
});

test('memory is bounded, and who keeps sending is not forgotten', () => {
  const buckets = new Buckets(1_000);
  const rate = { perMinute: 1, burst: 1 };
  buckets.take('busy', rate, 0);
  for (let i = 0; i < 10_000; i++) {
    buckets.take(`address-${i}`, rate, 0);
    assert.ok(buckets.size <= 1_000);
    if (i < 400) assert.equal(buckets.take('busy', rate, 0).allowed, false);
  }
});

test('an IPv6 client is its /64, an IPv4 client its address', () => {
  assert.equal(clientNetwork('203.0.113.7'), '203.0.113.7');
  assert.equal(clientNetwork('::ffff:203.0.113.7'), '203.0.113.7');
  assert.equal(clientNetwork('2001:DB8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
  assert.equal(clientNetwork('2001:db8:1:2::9'), clientNetwork('2001:db8:1:2:ffff::1'));
  assert.notEqual(clientNetwork('2001:db8:1:2::9'), clientNetwork('2001:db8:1:3::9'));
  assert.equal(clientNetwork('::1'), '0:0:0:0::/64');
});
