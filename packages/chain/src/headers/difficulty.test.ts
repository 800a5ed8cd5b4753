import assert from 'node:assert/strict';
import { test } from 'node:test';
import { targetOf } from '../bsv/index.ts';
import { bitsOf, difficultyRules, requiredBits, type WorkedBlock, workOf } from './difficulty.ts';

const spacing = 600;
const initialBits = bitsOf(difficultyRules.main.targetMax >> 4n);

/** A chain of times and targets alone, as the node's own test of this rule builds it. */
class Times {
  readonly blocks: WorkedBlock[] = [{ header: { time: 1_269_211_443, bits: initialBits }, work: 0n }];
  readonly rules = { ...difficultyRules.main, averagedFrom: 0 };

  add(seconds: number, bits: number): number {
    const { header, work } = this.blocks.at(-1)!;
    const time = header.time + seconds;
    this.blocks.push({ header: { time, bits }, work: work + workOf(targetOf(bits)!) });
    return this.next();
  }

  next(late = 0): number {
    const { time } = this.blocks.at(-1)!.header;
    return requiredBits(this.rules, (height) => this.blocks[height], this.blocks.length - 1, time + late)!;
  }
}

function history(): Times {
  const times = new Times();
  for (let block = 1; block < 2050; block++) times.add(spacing, initialBits);
  return times;
}

test('the target follows the rule of November 2017, with the values of the node’s own test', () => {
  const times = history();
  const steady = times.next();
  let bits = steady;
  for (let block = 0; block < 10; block++) bits = times.add(spacing, bits);
  assert.equal(bits, steady);
  // One block from the future, the next on time: neither changes anything.
  bits = times.add(6_000, bits);
  bits = times.add(2 * spacing - 6_000, bits);
  for (let block = 0; block < 20; block++) bits = times.add(spacing, bits);
  assert.equal(bits, steady);
  for (let block = 0; block < 11; block++) bits = times.add(550, bits);
  assert.equal(bits, 0x1c0f_e7b1);
  for (let block = 0; block < 20; block++) bits = times.add(10, bits);
  assert.equal(bits, 0x1c0d_b19f);
  bits = times.add(6_000, bits);
  assert.equal(bits, 0x1c0d_9222);
  for (let block = 0; block < 93; block++) bits = times.add(6_000, bits);
  assert.equal(bits, 0x1c2f_13b9);
  // The measured time is bounded, so that the next block is harder for once.
  assert.equal(times.add(6_000, bits), 0x1c2e_e9bf);
});

test('on the test network a late block may be as easy as any, on the main network not', () => {
  const times = history();
  const rules = { ...times.rules, easyWhenLate: true };
  const at = (height: number) => times.blocks[height];
  const height = times.blocks.length - 1;
  const { time } = times.blocks[height]!.header;
  assert.equal(requiredBits(rules, at, height, time + 1_201), 0x1d00_ffff);
  assert.equal(requiredBits(rules, at, height, time + 1_200), times.next());
  assert.equal(times.next(10_000), times.next());
});

test('a target is written and read back in its compact form', () => {
  for (const bits of [0x1d00_ffff, 0x1809_97ee, 0x207f_ffff, 0x0312_3456, 0x1c0f_e7b1])
    assert.equal(bitsOf(targetOf(bits)!), bits);
  // A mantissa must not look negative, and what does not fit is cut off.
  assert.equal(bitsOf(0x80n << 200n), 0x1b00_8000);
  assert.equal(bitsOf(difficultyRules.main.targetMax), 0x1d00_ffff);
});

test('too little history says nothing', () => {
  const rules = { ...difficultyRules.main, averagedFrom: 0 };
  const block = { header: { time: 1, bits: initialBits }, work: 1n };
  assert.equal(
    requiredBits(rules, (height) => (height >= 10 ? block : undefined), 100, 2),
    undefined,
  );
});
