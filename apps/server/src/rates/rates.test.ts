import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createLogger, ManualClock } from '@asg/runtime';
import { Rates } from './rates.ts';

const folder = mkdtempSync(join(tmpdir(), 'asg-rates-'));
after(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'rates.json');
const at = '2026-12-01T09:00:00Z';
const startMs = Date.parse(at);
const write = (more: object): void =>
  writeFileSync(path, JSON.stringify({ at, source: 'Kraken', per_bsv: { USD: 21.5, EUR: 18.4 }, ...more }));
const log = createLogger('silent');
const dayMs = 24 * 3_600_000;

test('a file of rates is read again after a minute; one that is wrong changes nothing, and a week ends it', () => {
  write({});
  const clock = new ManualClock(startMs);
  const rates = new Rates({ kind: 'file', path }, { clock, log });
  assert.deepEqual(rates.current(), { perBsv: { USD: 21.5, EUR: 18.4 }, atMs: startMs, source: 'Kraken' });
  write({ per_bsv: { EUR: 20 } });
  assert.deepEqual(rates.usd(), { usd: 21.5, source: 'configured' });
  clock.advance(60_000);
  assert.deepEqual(
    rates.usd(),
    { usd: 20, source: 'default' },
    'without dollars it is as if there were none',
  );
  assert.deepEqual(rates.current()?.perBsv, { EUR: 20 });
  for (const wrong of ['{', JSON.stringify({ at, source: 'x', per_bsv: { EUR: -1 } })]) {
    writeFileSync(path, wrong);
    clock.advance(60_000);
    assert.deepEqual(rates.current()?.perBsv, { EUR: 20 });
  }
  rmSync(path);
  clock.advance(60_000);
  assert.deepEqual(rates.current()?.perBsv, { EUR: 20 });
  clock.advance(7 * dayMs);
  assert.equal(rates.current(), null, 'nobody is told what they earn by it any more');
});

test('a start with a file that cannot be used says what is wrong', () => {
  const clock = new ManualClock(startMs);
  const open = () => new Rates({ kind: 'file', path }, { clock, log });
  rmSync(path, { force: true });
  assert.throws(open, /BSV_USD_PRICE names a file that cannot be read/);
  write({ source: '' });
  assert.throws(open, /BSV_USD_PRICE names a file that breaks a rule: source must/);
});

test('a price is told to workers for a week from the start, and what nobody set is not', () => {
  const clock = new ManualClock(startMs);
  const set = new Rates({ kind: 'price', usd: 30 }, { clock, log });
  assert.deepEqual(set.current(), { perBsv: { USD: 30 }, atMs: startMs, source: 'the operator' });
  clock.advance(7 * dayMs);
  assert.deepEqual([set.current(), set.usd().usd], [null, 30]);
  const none = new Rates({ kind: 'none' }, { clock, log });
  assert.deepEqual([none.current(), none.usd()], [null, { usd: 20, source: 'default' }]);
});
