import type { Network } from '@asg/domain';
import { at } from '@asg/values/present';
import { type BlockHeader, targetOf } from '../bsv/index.ts';

const blockSeconds = 600;
/** The averaged span of the difficulty rule of November 2017, in blocks. */
const spanBlocks = 144;
const spanSecondsMin = 72 * blockSeconds;
const spanSecondsMax = 288 * blockSeconds;
/** On the test network a block that took longer may be as easy as any. */
const easyAfterSeconds = 2 * blockSeconds;
const twoTo256 = 1n << 256n;

/** Headers before a block without which its target cannot be computed. */
export const historyBlocks = spanBlocks + 3;

/** What a network asks of a block's target. */
export interface DifficultyRules {
  /** No block may be easier. */
  readonly targetMax: bigint;
  /** The height from whose child on targets follow the rule of November 2017; null: targets never change. */
  readonly averagedFrom: number | null;
  readonly easyWhenLate: boolean;
}

const publicTargetMax = (1n << 224n) - 1n;
const privateRules: DifficultyRules = {
  targetMax: (1n << 255n) - 1n,
  averagedFrom: null,
  easyWhenLate: false,
};

export const difficultyRules: Readonly<Record<Network, DifficultyRules>> = {
  main: { targetMax: publicTargetMax, averagedFrom: 504_031, easyWhenLate: false },
  test: { targetMax: publicTargetMax, averagedFrom: 1_188_697, easyWhenLate: true },
  regtest: privateRules,
  local: privateRules,
};

/** A block with the work done up to and including it, counted from any one ancestor. */
export interface WorkedBlock {
  readonly header: Pick<BlockHeader, 'time' | 'bits'>;
  readonly work: bigint;
}

/** The block at a height of the branch in question; undefined where it is not known. */
export type BlockAt = (height: number) => WorkedBlock | undefined;

/** Hashes that a block of this target takes on average. */
export function workOf(target: bigint): bigint {
  return twoTo256 / (target + 1n);
}

/** The compact form of a target, rounded down as the network does. */
export function bitsOf(target: bigint): number {
  let bytes = Math.ceil(target.toString(16).length / 2);
  let mantissa = Number(bytes <= 3 ? target << BigInt(8 * (3 - bytes)) : target >> BigInt(8 * (bytes - 3)));
  // The top bit of the mantissa is a sign.
  if ((mantissa & 0x80_0000) !== 0) {
    mantissa >>= 8;
    bytes += 1;
  }
  return ((bytes << 24) | mantissa) >>> 0;
}

/** The compact target that the block after `height` must state; undefined if too little history is known to tell. */
export function requiredBits(
  rules: DifficultyRules,
  blockAt: BlockAt,
  height: number,
  time: number,
): number | undefined {
  const parent = blockAt(height);
  if (parent === undefined) return undefined;
  if (rules.averagedFrom === null) return parent.header.bits;
  if (height < rules.averagedFrom) return undefined;
  if (rules.easyWhenLate && time > parent.header.time + easyAfterSeconds) return bitsOf(rules.targetMax);
  const last = medianBlock(blockAt, height);
  const first = medianBlock(blockAt, height - spanBlocks);
  if (last === undefined || first === undefined) return undefined;
  const target = averagedTarget(first, last);
  const isTooEasy = target > rules.targetMax;
  return bitsOf(isTooEasy ? rules.targetMax : target);
}

/** What the work between two blocks, and the time it took, give for one block every ten minutes. */
function averagedTarget(first: WorkedBlock, last: WorkedBlock): bigint {
  const seconds = last.header.time - first.header.time;
  const bounded = Math.min(spanSecondsMax, Math.max(spanSecondsMin, seconds));
  const work = ((last.work - first.work) * BigInt(blockSeconds)) / BigInt(bounded);
  return (twoTo256 - work) / work;
}

/** The one of three blocks that is in the middle by time, so that one odd clock decides nothing. */
function medianBlock(blockAt: BlockAt, height: number): WorkedBlock | undefined {
  const three = [blockAt(height - 2), blockAt(height - 1), blockAt(height)];
  if (!three.every((block) => block !== undefined)) return undefined;
  // The network's own three exchanges: with equal times the order they leave decides.
  for (const [a, b] of [
    [0, 2],
    [0, 1],
    [1, 2],
  ] as const) {
    if (at(three, a).header.time > at(three, b).header.time)
      [three[a], three[b]] = [at(three, b), at(three, a)];
  }
  return three[1];
}

/** The block's target, or undefined if it is malformed or easier than the network allows. */
export function allowedTarget(rules: DifficultyRules, bits: number): bigint | undefined {
  const target = targetOf(bits);
  return target !== undefined && target <= rules.targetMax ? target : undefined;
}
