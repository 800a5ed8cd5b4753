import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lookAtOptions, seenOption } from './options.ts';

const invisible = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200e',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u034f',
  '\ufe0f',
  '\u{e0041}',
];
const blanks = [' ', '\t', '\n', '\u00a0', '\u3000', '\u2003', '\u0085'];
const letters = ['a', 'B', 'é', 'e\u0301', 'ß', '中', 'ي', '1', '.'];

test('what nobody sees makes no other option, wherever it stands between letters', () => {
  const letter = fc.constantFrom(...letters);
  const noise = fc.array(fc.constantFrom(...invisible), { maxLength: 2 }).map((some) => some.join(''));
  fc.assert(
    fc.property(fc.array(fc.tuple(letter, noise), { minLength: 1 }), noise, (pieces, before) => {
      const clean = pieces.map(([one]) => one).join('');
      const noisy = before + pieces.map(([one, some]) => one + some).join('');
      assert.equal(seenOption(noisy), clean.normalize('NFC'));
      assert.equal(lookAtOptions([clean, noisy, 'z']).repeated.length, 1);
    }),
  );
});

test('blanks are one blank, none at the ends, and the form that is composed is the form', () => {
  const words = fc.array(fc.constantFrom('ab', 'café', 'x'), { minLength: 1, maxLength: 3 });
  const blank = fc
    .array(fc.constantFrom(...blanks), { minLength: 1, maxLength: 3 })
    .map((some) => some.join(''));
  fc.assert(
    fc.property(words, blank, (some, between) => {
      const text = between + some.join(between) + between;
      assert.equal(seenOption(text.normalize('NFD')), some.join(' '));
    }),
  );
});

test('a fold is its own fold, and holds nothing that nobody sees', () => {
  const unit = fc.oneof(
    fc.constantFrom(...letters, ...blanks, ...invisible, '😀', '👩', '❤', '🏽', '🏴', '\u20e3'),
    fc.string({ unit: 'grapheme', maxLength: 2 }),
  );
  fc.assert(
    fc.property(
      fc.array(unit).map((units) => units.join('')),
      (text) => {
        const seen = seenOption(text);
        assert.equal(seen, seen.trim());
        assert.equal(seen, seen.normalize('NFC'));
        assert.equal(seenOption(seen), seen);
      },
    ),
  );
});

test('emoji that look different stay different', () => {
  const different = [
    ['👩‍💻', '👩💻'],
    ['👨‍👩‍👧', '👨‍👩‍👦'],
    ['❤️', '❤'],
    ['👍🏽', '👍'],
    ['👩🏽‍🚀', '👩🏿‍🚀'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['😀\ufe0e', '😀'],
    ['🇩🇪', '🇫🇷'],
    ['1\ufe0f\u20e3', '1'],
  ];
  for (const pair of different)
    assert.deepEqual(lookAtOptions(pair), { repeated: [], alike: [] }, String(pair));
  const same = [
    ['😀', '😀\ufe0f'],
    ['❤', '❤\ufe0e'],
    ['👩‍❤️‍👨', '👩‍❤‍👨'],
    ['🏳️‍🌈', '🏳‍🌈'],
    ['1\ufe0f\u20e3', '1\u20e3'],
    ['👩', '👩\u200d'],
    ['cat', 'c\u200dat'],
    ['a😀b', 'a\u200b😀 b'.replace(' ', '')],
  ];
  for (const pair of same) assert.equal(lookAtOptions(pair).repeated.length, 1, String(pair));
});

test('a difference in case alone is told, and is none of the repeated', () => {
  assert.deepEqual(lookAtOptions(['Cat', 'dog', 'cat', 'CAT ']), {
    repeated: [],
    alike: [
      { first: 0, second: 2 },
      { first: 0, second: 3 },
    ],
  });
  assert.deepEqual(lookAtOptions(['yes', 'no', ' yes', 'YES']), {
    repeated: [{ first: 0, second: 2 }],
    alike: [{ first: 0, second: 3 }],
  });
  assert.deepEqual(lookAtOptions(['yes', 'no']), { repeated: [], alike: [] });
});
