import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Done, doneIn, doneWith, isDone, withDone } from './done.ts';

const nothing: Done = { upTo: null, beyond: [] };

test('what a worker is done with is one end, and stretches behind it', () => {
  const over = (keys: string) => doneWith(nothing, Array.from('abcdefgh'), (key) => keys.includes(key));
  assert.deepEqual(over(''), nothing);
  assert.deepEqual(over('abc'), { upTo: 'c', beyond: [] });
  assert.deepEqual(over('abdegh'), {
    upTo: 'b',
    beyond: [
      ['d', 'e'],
      ['g', 'h'],
    ],
  });
  assert.deepEqual(over('abcdefgh'), { upTo: 'h', beyond: [] });
  const ahead: Done = {
    upTo: 'a',
    beyond: [
      ['c', 'd'],
      ['x', 'z'],
    ],
  };
  assert.deepEqual(
    doneWith(ahead, Array.from('bcde'), (key) => key === 'b' || isDone(ahead, key)),
    { upTo: 'd', beyond: [['x', 'z']] },
  );
});

test('it never says of an entry that it is done with which is not, and it comes back as it was noted', () => {
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  fc.assert(
    fc.property(fc.array(fc.subarray(letters), { maxLength: 5 }), (rounds) => {
      let done = nothing;
      const over = new Set<string>();
      for (const round of rounds) {
        for (const key of round) over.add(key);
        const { upTo } = done;
        const next = letters.filter((key) => upTo === null || key > upTo);
        done = doneWith(done, next, (key) => over.has(key));
        assert.deepEqual(doneIn(withDone({ other: 'x' }, 'list', done), 'list'), done);
        for (const key of letters) if (!over.has(key)) assert.ok(!isDone(done, key), key);
        const first = letters.find((key) => !over.has(key));
        assert.equal(
          done.upTo ?? '',
          letters[(first === undefined ? letters.length : letters.indexOf(first)) - 1] ?? '',
        );
      }
    }),
  );
});
