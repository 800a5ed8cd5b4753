import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StandstillMeter } from './standstill.ts';

test('silence is a standstill from so many looks on, reported again when it has doubled, and over with the next beat', () => {
  const meter = new StandstillMeter(4);
  const looks = (beats: number, count: number) => Array.from({ length: count }, () => meter.look(beats));
  assert.deepEqual(looks(1, 1), [{ kind: 'goes_on' }]);
  const reported = looks(1, 25).flatMap((look) => (look.kind === 'silent' && look.toTell ? look.looks : []));
  assert.deepEqual(reported, [5, 10, 20]);
  assert.deepEqual(meter.look(2), { kind: 'over', looks: 25 });
  assert.deepEqual(looks(2, 4).at(-1), { kind: 'silent', looks: 4, isStandstill: true, toTell: false });
});

test('an event loop that is a little late, or was checked soon after a long sleep of both, is no standstill', () => {
  const meter = new StandstillMeter(4);
  for (let beats = 0; beats < 10; beats++) {
    for (let i = 0; i < 4; i++) {
      const look = meter.look(beats);
      assert.ok(look.kind === 'goes_on' || (look.kind === 'silent' && !look.isStandstill));
    }
  }
});
