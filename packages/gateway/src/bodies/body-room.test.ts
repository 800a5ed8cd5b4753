import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BodyRoom } from './body-room.ts';

test('a caller’s large bodies wait for one another, another caller’s do not', () => {
  const room = new BodyRoom({ callerBytesMax: 10, bytesMax: 25 });
  const read: string[] = [];
  const leave = new Map<string, () => void>();
  const enter = (caller: string, name: string, bytes: number) =>
    room.enter(caller, bytes, (out) => {
      read.push(out === null ? `${name} has no room` : name);
      if (out !== null) leave.set(name, out);
    });
  enter('kim', 'a', 6);
  enter('kim', 'b', 6);
  const giveUp = enter('kim', 'c', 4);
  enter('kim', 'd', 4);
  enter('lee', 'e', 12);
  assert.deepEqual(read, ['a', 'e']);
  giveUp();
  leave.get('a')!();
  leave.get('a')!();
  assert.deepEqual(read, ['a', 'e', 'b', 'd']);
  enter('pat', 'f', 9);
  assert.deepEqual(read.at(-1), 'f has no room');
  assert.equal(room.bytes, 22);
  for (const name of ['b', 'd', 'e']) leave.get(name)!();
  assert.equal(room.bytes, 0);
});
