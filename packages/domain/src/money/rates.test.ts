import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { areCurrent, type ExchangeRates, rateFor, ratesOf } from './rates.ts';

const at = '2026-12-01T09:00:00Z';
const atMs = Date.parse(at);
const file = { at, source: 'Kraken', per_bsv: { USD: 21.5, EUR: 18.4, BRL: 115 } };
const rates = ratesOf(file) as ExchangeRates;

test('a file of rates is read, or says which field breaks which rule', () => {
  assert.deepEqual(rates, { perBsv: file.per_bsv, atMs, source: 'Kraken' });
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [null, /^must be an object/],
    [{ ...file, at: 'yesterday' }, /^at must be/],
    [{ ...file, at: 5 }, /^at must be/],
    [{ ...file, source: ' ' }, /^source must/],
    [{ ...file, source: 'x'.repeat(101) }, /^source must/],
    [{ ...file, per_bsv: [1] }, /^per_bsv must be/],
    [{ ...file, per_bsv: {} }, /^per_bsv must have 1/],
    [{ ...file, per_bsv: { usd: 1 } }, /"usd" must be three capital letters/],
    [{ ...file, per_bsv: { USD: 0 } }, /^per_bsv.USD must be a number above 0/],
    [{ ...file, per_bsv: { USD: '21.5' } }, /^per_bsv.USD must/],
  ];
  for (const [given, rule] of wrong) {
    const said = ratesOf(given);
    assert.ok(typeof said === 'string');
    assert.match(said, rule);
  }
});

test('anything at all is rates or a sentence', () => {
  fc.assert(
    fc.property(fc.anything(), (given) => {
      const read = ratesOf(given);
      assert.ok(typeof read === 'string' || Object.keys(read.perBsv).length > 0);
    }),
  );
});

test('a rate is of use for a week, and not before its time', () => {
  const week = 7 * 24 * 3_600_000;
  for (const [nowMs, isOfUse] of [
    [atMs, true],
    [atMs + week - 1, true],
    [atMs + week, false],
    [atMs - 3_600_000, true],
    [atMs - 3_600_001, false],
  ] as const)
    assert.equal(areCurrent(rates, nowMs), isOfUse);
});

test('a worker is told in the currency that they chose, else in their country’s, else in the first; never in another for one without a rate', () => {
  const of = (currency: string | null, country: string | null) =>
    rateFor({ currency, country }, rates)?.currency ?? null;
  assert.equal(of('BRL', 'DE'), 'BRL');
  assert.equal(of(null, 'DE'), 'EUR');
  assert.equal(of(null, 'IN'), 'USD');
  assert.equal(of(null, null), 'USD');
  assert.equal(of('CHF', 'DE'), null);
  assert.equal(rateFor({ currency: null, country: 'DE' }, null), null);
});
