import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countries, guesses, languages } from './places.ts';

test('every country and language has a name, once', () => {
  for (const list of [countries('en'), languages('en')]) {
    assert.equal(new Set(list.map(({ name }) => name)).size, list.length);
    assert.ok(list.every(({ code, name }) => name !== code && name.trim() !== ''));
  }
});

test('the form begins with what the browser says, and with nothing where it says nothing known', () => {
  assert.deepEqual(guesses(['pt-BR', 'en']), { country: 'BR', language: 'pt' });
  assert.deepEqual(guesses(['en']), { country: '', language: 'en' });
  assert.deepEqual(guesses(['es-419']), { country: '', language: 'es' });
  assert.deepEqual(guesses(['en-US@posix', 'de-AT']), { country: 'AT', language: 'de' });
  assert.deepEqual(guesses([]), { country: '', language: '' });
});
