import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BodyBudget, type Place } from './body-budget.ts';

test('a caller’s large bodies wait for one another, another caller’s do not', () => {
  const room = new BodyBudget({ callerBytesMax: 10, bytesMax: 25, bytesMin: 2 });
  const read: string[] = [];
  const places = new Map<string, Place>();
  const enter = (caller: string, name: string, bytes: number) =>
    room.enter(caller, bytes, (place) => {
      read.push(place === null ? `${name} has no room` : name);
      if (place !== null) places.set(name, place);
    });
  enter('kim', 'a', 6);
  enter('kim', 'b', 6);
  const giveUp = enter('kim', 'c', 4);
  enter('kim', 'd', 4);
  enter('lee', 'e', 12);
  assert.deepEqual(read, ['a', 'e']);
  giveUp();
  places.get('a')!.leave();
  places.get('a')!.leave();
  assert.deepEqual(read, ['a', 'e', 'b', 'd']);
  for (const name of ['b', 'd', 'e']) places.get(name)!.leave();
  assert.equal(room.bytes, 0);
});

test('all callers’ bodies are counted by what has arrived: a client that announces a body and does not send it locks nobody out', () => {
  const room = new BodyBudget({ callerBytesMax: 1_000, bytesMax: 25, bytesMin: 2 });
  const places: (Place | null)[] = [];
  const enter = (caller: string, bytes: number) => room.enter(caller, bytes, (place) => places.push(place));
  for (let i = 0; i < 5; i++) enter(`silent ${i}`, 1_000);
  assert.equal(room.bytes, 10);
  enter('kim', 15);
  const kim = places.at(-1)!;
  for (const arrived of [1, 2, 9, 15]) assert.ok(kim.grow(arrived));
  assert.equal(room.bytes, 25);
  assert.equal(places[0]!.grow(3), false);
  enter('lee', 1);
  assert.equal(places.at(-1), null);
  kim.leave();
  assert.equal(kim.grow(16), false);
  assert.equal(room.bytes, 10);
  enter('lee', 1);
  assert.equal(room.bytes, 11);
});
