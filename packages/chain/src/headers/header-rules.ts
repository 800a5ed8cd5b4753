import { type BlockHeader, hasProofOfWork, headerHash, parseHeader } from '../bsv/index.ts';
import { allowedTarget, type DifficultyRules, requiredBits, workOf } from './difficulty.ts';

/** A block must be later than the middle one of so many before it. */
const medianBlocks = 11;

export type HeaderRefusalCode =
  | 'malformed'
  | 'unlinked'
  | 'target_too_easy'
  | 'wrong_target'
  | 'no_proof_of_work'
  | 'time_too_early'
  | 'reorg_too_deep'
  | 'empty';

export interface HeaderRefusal {
  readonly reason: HeaderRefusalCode;
  /** Says which block and why. */
  readonly message: string;
}

/** A header in its place, with the work of the window's chain up to it. */
export interface PlacedHeader {
  readonly height: number;
  readonly hash: string;
  readonly hex: string;
  readonly header: BlockHeader;
  readonly work: bigint;
}

export interface ReadHeader {
  readonly hash: string;
  readonly hex: string;
  readonly header: BlockHeader;
}

/** A header's bytes with what they say; undefined if they are none. */
export function readHeader(hex: string): ReadHeader | undefined {
  const parsed = parseHeader(hex);
  if (!parsed.ok) return undefined;
  return { hash: headerHash(parsed.header), hex: hex.toLowerCase(), header: parsed.header };
}

/** Puts a header above `parent` (null: it is the first one known), or says which rule it breaks. */
export function placeHeader(
  read: ReadHeader,
  parent: PlacedHeader | null,
  height: number,
  rules: DifficultyRules,
  at: (height: number) => PlacedHeader | undefined,
): PlacedHeader | HeaderRefusal {
  const { hash, hex, header } = read;
  const refused = (reason: HeaderRefusalCode, why: string): HeaderRefusal => ({
    reason,
    message: `block ${hash} at height ${height} ${why}`,
  });
  if (parent !== null && header.previousHash !== parent.hash)
    return refused('unlinked', `does not follow ${parent.hash}`);
  const target = allowedTarget(rules, header.bits);
  if (target === undefined) return refused('target_too_easy', 'is easier than its network allows');
  if (!hasProofOfWork(header)) return refused('no_proof_of_work', 'lacks the proof of work it claims');
  const bits = requiredBits(rules, at, height - 1, header.time);
  if (bits !== undefined && bits !== header.bits) {
    const [stated, required] = [header.bits, bits].map((value) => value.toString(16));
    return refused('wrong_target', `states the target ${stated}, where ${required} is required`);
  }
  const earliest = medianTime(at, height);
  if (earliest !== undefined && header.time <= earliest)
    return refused('time_too_early', `is not later than the median of the ${medianBlocks} before it`);
  return { height, hash, hex, header, work: (parent?.work ?? 0n) + workOf(target) };
}

function medianTime(at: (height: number) => PlacedHeader | undefined, height: number): number | undefined {
  const times: number[] = [];
  for (let below = height - medianBlocks; below < height; below++) {
    const placed = at(below);
    if (placed === undefined) return undefined;
    times.push(placed.header.time);
  }
  return times.sort((a, b) => a - b)[Math.floor(medianBlocks / 2)];
}
