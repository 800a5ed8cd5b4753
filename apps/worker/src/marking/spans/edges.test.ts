import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stretched } from './edges.ts';
import { TextSteps } from './steps.ts';

test('an end goes by whole letters, leaves one of them, and stops at its neighbours', () => {
  const text = '👩🏽‍🚀 naïve\u0301 end';
  const steps = new TextSteps(text);
  const astronaut = text.indexOf(' ');
  const word = { from: astronaut + 1, to: text.indexOf(' end') };
  const all = { from: 0, to: text.length };
  assert.deepEqual(stretched(steps, word, 'start', 0, all), { ...word, from: 0 });
  assert.deepEqual(stretched(steps, word, 'start', 1, all), { ...word, from: 0 }, 'nearer to its begin');
  assert.deepEqual(stretched(steps, word, 'start', astronaut - 1, all), { ...word, from: astronaut });
  // The last letter is two code points.
  assert.deepEqual(stretched(steps, word, 'start', text.length, all), { ...word, from: word.to - 2 });
  assert.deepEqual(stretched(steps, word, 'end', 0, all), { ...word, to: word.from + 1 });
  const room = { from: astronaut, to: word.to + 1 };
  assert.deepEqual(stretched(steps, word, 'end', text.length, room), { ...word, to: word.to + 1 });
  assert.deepEqual(stretched(steps, word, 'start', 0, room), { ...word, from: astronaut });
});
