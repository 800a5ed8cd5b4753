import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directionOf, languageOf, localeOf, nameOf } from './languages.ts';

test('the app speaks the first of the browser’s languages that it has, whatever the region, else English', () => {
  const there = ['ar', 'de', 'en', 'pt-BR'];
  assert.equal(languageOf(['de-AT', 'en'], there), 'de');
  assert.equal(languageOf(['DE'], there), 'de');
  assert.equal(languageOf(['tlh', 'en-GB', 'de'], there), 'en');
  assert.equal(languageOf(['pt-br'], there), 'pt-BR');
  assert.equal(languageOf(['pt-PT', 'de'], there), 'pt-BR');
  assert.equal(languageOf(['ar-MA'], there), 'ar');
  assert.equal(languageOf(['tlh'], there), 'en');
  assert.equal(languageOf([], there), 'en');
});

test('a language has the name that its speakers have for it, and the direction in which they write', () => {
  assert.deepEqual(['de', 'pt-BR', 'ar'].map(nameOf), ['Deutsch', 'Português (Brasil)', 'العربية']);
  assert.deepEqual(['de', 'ar', 'fa', 'he', 'ur', 'zh'].map(directionOf), [
    'ltr',
    'rtl',
    'rtl',
    'rtl',
    'rtl',
    'ltr',
  ]);
});

test('numbers and dates are those of the browser’s region where it speaks the language, in the digits of receipts', () => {
  const half = (language: string, wanted: readonly string[]): string =>
    new Intl.NumberFormat(localeOf(language, wanted)).format(1234.5);
  assert.equal(half('de', ['de-AT', 'en']), '1\u00a0234,5');
  assert.equal(half('de', ['fr-FR']), '1.234,5');
  assert.equal(half('ar', ['ar-EG']), '1,234.5');
  assert.equal(half('en', ['en-US@posix', 'en-IN']), '1,234.5');
  const day = new Intl.DateTimeFormat(localeOf('ar', ['ar-SA']), { dateStyle: 'long' });
  assert.match(day.format(Date.UTC(2026, 3, 6)), /2026/);
});
