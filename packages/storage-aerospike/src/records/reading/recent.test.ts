import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../document.ts';
import { Recent } from './recent.ts';

interface Text {
  readonly text: string;
}
const kindOf = (name: string): Kind<Text> => ({ name, set: 'task', places: () => [] });
const texts: Kind<Text> = { ...kindOf('text'), isRemembered: true };
const wrote = (recent: Recent, kind: Kind<Text>, id: string, text = ''): void => {
  const state = { text };
  recent.wrote(kind, { id, state, revision: 2, placed: {}, fixedChars: 0 }, JSON.stringify(state).length);
};

test('what was written last is the guess, until it was wrong', () => {
  const recent = new Recent();
  assert.equal(recent.guess(texts, 'a'), undefined);
  wrote(recent, texts, 'a', 'first');
  wrote(recent, texts, 'a', 'second');
  assert.equal(recent.guess(texts, 'a')?.state.text, 'second');
  recent.forget(texts, 'a');
  assert.equal(recent.guess(texts, 'a'), undefined);
});

test('kinds do not meet, and of one that is not to be remembered nothing is', () => {
  const recent = new Recent();
  wrote(recent, texts, 'a', 'a text');
  assert.equal(recent.guess({ ...texts, name: 'other' }, 'a'), undefined);
  const passing = kindOf('passing');
  wrote(recent, passing, 'a');
  assert.deepEqual([recent.guess(passing, 'a'), recent.known(passing, 'a')], [undefined, undefined]);
});

test('while guesses are mostly wrong few are made, and the first right ones bring them back', () => {
  const recent = new Recent();
  wrote(recent, texts, 'a');
  const guesses = (): number =>
    Array.from({ length: 100 }, () => recent.guess(texts, 'a')).filter((one) => one !== undefined).length;
  assert.equal(guesses(), 100);
  for (let heard = 0; heard < 100; heard += 1) recent.heard(false);
  assert.equal(guesses(), 5);
  assert.notEqual(recent.known(texts, 'a'), undefined, 'it is still known');
  for (let heard = 0; heard < 100; heard += 1) recent.heard(true);
  assert.equal(guesses(), 100);
});

test('long documents push others out before 16 million characters are held', () => {
  const recent = new Recent();
  const million = 'a'.repeat(1_000_000);
  for (let one = 0; one < 40; one += 1) wrote(recent, texts, `${one}`, million);
  const held = Array.from({ length: 40 }, (_, one) => recent.known(texts, `${one}`)).filter(
    (one) => one !== undefined,
  );
  assert.ok(held.length > 10 && held.length <= 16, `${held.length} are held`);
  assert.notEqual(recent.known(texts, '39'), undefined, 'the newest stays');
});
