import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isId } from '@asg/domain';
import { ManualClock } from './clock.ts';
import { IdMint } from './ids.ts';
import { type Random, seededRandom, systemRandom } from './random.ts';

test('ids of one mint always grow, also within a millisecond and when the clock goes back', () => {
  const clock = new ManualClock(1_700_000_000_000);
  const ids = new IdMint(clock, seededRandom('ids'));
  const made: string[] = [];
  for (let i = 0; i < 3_000; i++) {
    if (i % 1_000 === 999) clock.advance(-5);
    if (i % 700 === 699) clock.advance(1);
    made.push(ids.next('task'));
  }
  assert.ok(made.every((id) => isId('task', id)));
  assert.deepEqual([...made].sort(), made);
  assert.equal(new Set(made).size, made.length);
});

test('counting up from the highest start does not overflow', () => {
  const highest: Random = { bytes: (count) => new Uint8Array(count).fill(31) };
  const ids = new IdMint(new ManualClock(1), highest);
  const [first, second] = [ids.next('task'), ids.next('task')];
  assert.ok(first < second);
});

test('bytes are never given out twice', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 5_000; i++) seen.add(Buffer.from(systemRandom.bytes(16)).toString('hex'));
  assert.equal(seen.size, 5_000);
  assert.equal(systemRandom.bytes(100_000).length, 100_000);
  const kept = systemRandom.bytes(8);
  const copy = Uint8Array.from(kept);
  for (let i = 0; i < 5_000; i++) systemRandom.bytes(16);
  assert.deepEqual(Uint8Array.from(kept), copy, 'what was given out does not change');
});
