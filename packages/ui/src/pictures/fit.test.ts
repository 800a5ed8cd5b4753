import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitOf, shiftMax, withinFrame } from './fit.ts';

const side = fc.integer({ min: 1, max: 20_000 });
const picture = fc.record({ width: side, height: side });
const frame = fc.record({
  width: fc.integer({ min: 100, max: 2_000 }),
  height: fc.integer({ min: 100, max: 2_000 }),
});
const near = (a: number, b: number): boolean =>
  Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

test('a picture of any size is shown whole, in its own proportions, and fills its frame when it is asked to', () => {
  fc.assert(
    fc.property(picture, frame, (given, room) => {
      const { whole, fill, scaleMax } = fitOf(given, room);
      assert.ok(whole.width <= room.width + 1e-6 && whole.height <= room.height + 1e-6);
      assert.ok(near(whole.width, room.width) || near(whole.height, room.height));
      if (Math.min(whole.width, whole.height) > 1)
        assert.ok(near(whole.width / whole.height, given.width / given.height));
      assert.ok(whole.width * fill >= room.width - 1e-6 && whole.height * fill >= room.height - 1e-6);
      assert.ok(scaleMax >= fill);
    }),
  );
});

test('an enlarged picture leaves no gap at an edge that it reaches, and its corners can be seen', () => {
  fc.assert(
    fc.property(picture, frame, fc.double({ min: 1, max: 50, noNaN: true }), (given, room, scale) => {
      const { whole } = fitOf(given, room);
      const max = shiftMax(scale, whole, room);
      const { x, y } = withinFrame({ x: 1e9, y: -1e9 }, max);
      const left = (room.width - whole.width * scale) / 2 + x * scale;
      const bottom = (room.height + whole.height * scale) / 2 + y * scale;
      assert.ok(whole.width * scale < room.width ? x === 0 : Math.abs(left) < 1e-3);
      assert.ok(whole.height * scale < room.height ? near(y, 0) : Math.abs(bottom - room.height) < 1e-3);
    }),
  );
});

test('pixels are shown as such where there are few', () => {
  const room = { width: 400, height: 400 };
  assert.equal(fitOf({ width: 28, height: 28 }, room).isTiny, true);
  assert.equal(fitOf({ width: 640, height: 480 }, room).isTiny, false);
  assert.deepEqual(fitOf({ width: 0, height: 0 }, room).whole, room);
});
