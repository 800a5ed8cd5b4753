import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as geometry from './geometry.ts';

const size = (max: number) =>
  fc.record({ width: fc.integer({ min: 1, max }), height: fc.integer({ min: 1, max }) });
const picture = size(12_000);
const frame = size(2_000).map(({ width, height }) => ({ width: width + 100, height: height + 100 }));
const number = fc.double({ min: -20_000, max: 20_000, noNaN: true });
const point = fc.record({ x: number, y: number });

function assertWithin({ left, top, width, height }: geometry.Rect, within: geometry.Size): void {
  for (const value of [left, top, width, height])
    assert.ok(Number.isInteger(value) && value >= 0, `${value}`);
  assert.ok(width >= 1 && height >= 1);
  assert.ok(left + width <= within.width && top + height <= within.height);
}

test('whatever is drawn, moved, resized or typed is a box of whole pixels within the picture', () => {
  fc.assert(
    fc.property(
      picture,
      point,
      point,
      point,
      fc.constantFrom(...geometry.handles),
      (within, a, b, by, handle) => {
        const drawn = geometry.between(a, b, within);
        assertWithin(drawn, within);
        assert.deepEqual(geometry.between(b, a, within), drawn, 'from any corner');
        const moved = geometry.moved(drawn, by.x, by.y, within);
        assertWithin(moved, within);
        assert.deepEqual([moved.width, moved.height], [drawn.width, drawn.height]);
        assertWithin(geometry.resized(drawn, handle, by.x, by.y, within), within);
        for (const side of ['left', 'top', 'width', 'height'] as const)
          assertWithin(geometry.typed(drawn, side, by.x, within), within);
      },
    ),
  );
});

test('a handle moves its own sides, and no others', () => {
  const within = { width: 1_000, height: 1_000 };
  const box = { left: 100, top: 200, width: 300, height: 400 };
  const of = (x: -1 | 0 | 1, y: -1 | 0 | 1) => geometry.resized(box, { x, y }, 10, 20, within);
  assert.deepEqual(of(-1, -1), { left: 110, top: 220, width: 290, height: 380 });
  assert.deepEqual(of(1, 1), { left: 100, top: 200, width: 310, height: 420 });
  assert.deepEqual(of(0, 1), { left: 100, top: 200, width: 300, height: 420 });
  assert.deepEqual(of(-1, 0), { left: 110, top: 200, width: 290, height: 400 });
  assert.deepEqual(
    geometry.resized(box, { x: 1, y: 0 }, -350, 0, within),
    { left: 50, top: 200, width: 50, height: 400 },
    'drawn over the opposite side, it changes places with it',
  );
});

test('however it is zoomed, the picture is never smaller than whole, and no gap is at an edge that it reaches', () => {
  fc.assert(
    fc.property(
      picture,
      frame,
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (within, room, times, share) => {
        const whole = geometry.whole(within, room);
        assert.ok(whole.scale * within.width <= room.width && whole.scale * within.height <= room.height);
        const at = { x: room.width * share, y: room.height * share };
        const near = geometry.zoomed(geometry.zoomed(whole, 3, at, within, room), times, at, within, room);
        assert.ok(near.scale >= whole.scale * (1 - 1e-9));
        for (const [from, length, most] of [
          [near.x, within.width * near.scale, room.width],
          [near.y, within.height * near.scale, room.height],
        ] as const)
          assert.ok(
            length + 44 <= most
              ? from >= 22 - 1e-6 && from + length <= most - 22 + 1e-6
              : from <= 22 + 1e-6 && from + length >= most - 22 - 1e-6,
          );
        const box = geometry.middle(near, within, room);
        assertWithin(box, within);
        assertWithin(geometry.middle(geometry.showing(near, box, within, room), within, room), within);
      },
    ),
  );
});

test('a tap takes the smallest box below it, and the next larger one where it is pressed again', () => {
  const boxes = [
    { id: 1, left: 0, top: 0, width: 100, height: 100 },
    { id: 2, left: 10, top: 10, width: 20, height: 20 },
    { id: 3, left: 15, top: 15, width: 60, height: 60 },
  ];
  const tap = (x: number, selected: number | null) => geometry.tapped(boxes, { x, y: 20 }, 0, selected);
  assert.equal(tap(20, null), 2);
  assert.equal(tap(20, 2), 3);
  assert.equal(tap(20, 3), 1);
  assert.equal(tap(20, 1), 2);
  assert.equal(tap(200, 1), null);
  assert.equal(geometry.tapped(boxes, { x: 104, y: 50 }, 5, null), 1, 'a finger hits beside it');
});
