import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { groupsOf } from './groups.ts';
import { Points } from './points.ts';
import { below, isFree } from './spans.ts';
import { TextSteps } from './steps.ts';

const pieces = [
  'Ada ',
  '👩🏽‍🚀',
  'é',
  '\n',
  'القاهرة ',
  'क्षत्रिय ',
  '東京で',
  '\r\n',
  '🇧🇷',
  '  ',
  '—',
  '\ud800',
  'a',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join(''));

test('places are the same as code points and as units, there and back', () => {
  fc.assert(
    fc.property(text, (written) => {
      const points = new Points(written);
      const all = Array.from(written);
      assert.equal(points.length, all.length);
      let unit = 0;
      all.forEach((char, point) => {
        assert.equal(points.unitAt(point), unit);
        for (let i = 0; i < char.length; i++) assert.equal(points.pointAt(unit + i), point);
        unit += char.length;
      });
      assert.equal(points.pointAt(written.length), all.length);
      assert.equal(points.unitAt(all.length), written.length);
    }),
  );
});

test('a caret goes through any text letter by letter and word by word, forward and back, and ends at its ends', () => {
  fc.assert(
    fc.property(text, (written) => {
      const steps = new TextSteps(written);
      for (const step of ['grapheme', 'word'] as const) {
        let at = 0;
        for (let count = 0; at < written.length; count++) {
          const next = steps[step](at, 1);
          assert.ok(next > at && count <= written.length);
          at = next;
        }
        while (at > 0) {
          const before = steps[step](at, -1);
          assert.ok(before < at);
          at = before;
        }
      }
    }),
  );
});

test('what is marked is whole letters without blanks at its ends, and words are those of the script', () => {
  fc.assert(
    fc.property(text, fc.nat(200), fc.nat(200), (written, a, b) => {
      const steps = new TextSteps(written);
      const range = steps.trimmed({ from: Math.min(a, written.length), to: Math.min(b, written.length) });
      if (range === null) return;
      const marked = written.slice(range.from, range.to);
      assert.equal(marked, marked.trim());
      assert.ok(marked !== '');
    }),
  );
  const wordAt = (written: string, place: number): string => {
    const range = new TextSteps(written).wordAt(place);
    return range === null ? '' : written.slice(range.from, range.to);
  };
  assert.equal(wordAt('met Charles Babbage', 6), 'Charles');
  assert.equal(wordAt('met Charles', 11), 'Charles', 'behind its last letter');
  assert.equal(wordAt('ليلى في برلين.', 9), 'برلين');
  assert.equal(wordAt('a 👩🏽‍🚀 b', 3), '👩🏽‍🚀');
  assert.equal(wordAt('a  b', 2), '');
});

test('groups of lines have all of the text, in its order, and none is long but for a long line', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 200 }), (parts) => {
      const written = parts.join('');
      const groups = groupsOf(written);
      assert.equal(groups.flatMap(({ lines }) => lines).join(''), written);
      let at = 0;
      for (const group of groups) {
        assert.equal(group.at, at);
        at += group.lines.join('').length;
      }
    }),
  );
});

test('marks may touch, and not overlap', () => {
  const marks = [
    { id: 1, name: 'A', start: 2, end: 5 },
    { id: 2, name: 'B', start: 5, end: 9 },
  ];
  assert.equal(isFree(marks, { start: 0, end: 2 }, null), true);
  assert.equal(isFree(marks, { start: 0, end: 3 }, null), false);
  assert.equal(isFree(marks, { start: 1, end: 5 }, 1), true, 'itself does not count');
  assert.equal(isFree(marks, { start: 1, end: 6 }, 1), false);
  assert.deepEqual(
    below(marks, { start: 4, end: 6 }).map(({ id }) => id),
    [1, 2],
  );
});
