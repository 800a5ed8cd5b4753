import { Buffer } from 'node:buffer';
import { type Sats, sats, type TxOutput } from '@asg/domain';
import {
  type BlockHeader,
  type BuildResult,
  ByteWriter,
  buildTransaction,
  dataScript,
  hasProofOfWork,
  headerHash,
  hexOf,
  merkleRoot,
  SigningKey,
  serialiseHeader,
  serialiseRaw,
  sha256,
  transactionId,
  writePush,
} from '../bsv/index.ts';
import type { UnspentCoin } from '../port.ts';

/** The easiest target there is (regtest): two tries on average, and yet a proof of work that anyone can check. */
const easyBits = 0x207f_ffff;
const blockVersion = 0x2000_0000;
const nullHash = '00'.repeat(32);
const coinbaseVout = 0xffff_ffff;
const finalSequence = 0xffff_ffff;
const firstSubsidySats = 5_000_000_000;
const halvingBlocks = 210_000;
const notice = 'ASG local chain: not real money';

/** Blocks made when the chain is new: the coins of the first ones are then mature and can be given away. */
export const preminedBlocks = 101;

/** The miner's key is public knowledge: its coins are play money, handed out by `fund`. */
export const minerKey = new SigningKey(sha256(Buffer.from(`${notice}: miner`)), 'local');

export interface Coinbase {
  readonly txid: string;
  readonly raw: string;
  readonly size: number;
  readonly outputs: readonly TxOutput[];
}

export interface MinedHeader {
  readonly header: BlockHeader;
  readonly hash: string;
  readonly hex: string;
}

/** Satoshis that a block of this height brings into being. */
function subsidySats(height: number): Sats {
  const halvings = Math.floor(height / halvingBlocks);
  return sats(Math.floor(firstSubsidySats / 2 ** halvings));
}

/** The first transaction of a block: its height first (BIP-34), then a number that makes it unlike any other. */
export function coinbase(height: number, feesSats: number, extraNonce: number): Coinbase {
  const script = new ByteWriter(96);
  writePush(script, scriptNumber(height));
  writePush(script, scriptNumber(extraNonce));
  writePush(script, Buffer.from(notice));
  const outputs = height === 0 ? [genesisOutput()] : [rewardOutput(height, feesSats)];
  const unlockingScript = hexOf(script.finish());
  const input = { txid: nullHash, vout: coinbaseVout, unlockingScript, sequence: finalSequence };
  const raw = serialiseRaw({ version: 1, inputs: [input], outputs, locktime: 0 });
  return { txid: transactionId(raw), raw: hexOf(raw), size: raw.length, outputs };
}

/** A header over the transactions, with a nonce ground until its hash meets the target. */
export function mineHeader(
  previousHash: string | undefined,
  txids: readonly string[],
  timeSeconds: number,
): MinedHeader {
  const template = {
    version: blockVersion,
    previousHash: previousHash ?? nullHash,
    merkleRoot: merkleRoot(txids),
    time: timeSeconds,
    bits: easyBits,
  };
  for (let nonce = 0; ; nonce++) {
    const header = { ...template, nonce };
    if (hasProofOfWork(header)) return { header, hash: headerHash(header), hex: serialiseHeader(header) };
  }
}

function rewardOutput(height: number, feesSats: number): TxOutput {
  return { satoshis: sats(subsidySats(height) + feesSats), lockingScript: minerKey.lockingScript };
}

function genesisOutput(): TxOutput {
  return { satoshis: sats(0), lockingScript: dataScript([Buffer.from(notice)]) };
}

/** A non-negative number as script arithmetic writes it: little-endian, with room for the sign bit. */
function scriptNumber(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.push(rest % 256);
  if ((bytes.at(-1) ?? 0) >= 0x80) bytes.push(0);
  return Uint8Array.from(bytes);
}

/**
 * As few of the miner's coins as will do, the largest first, at the rate of this chain: a funding is always mined. Undefined if there
 * are no coins at all.
 */
export function payFromMiner(
  output: TxOutput,
  coins: readonly UnspentCoin[],
  feeRateSatsPerKb: number,
): BuildResult | undefined {
  const plan = { outputs: [output], changeScript: minerKey.lockingScript, keys: [minerKey] };
  let built: BuildResult | undefined;
  for (let count = 1; count <= coins.length; count++) {
    built = buildTransaction({ ...plan, coins: coins.slice(0, count), feeRateSatsPerKb });
    if (built.ok) break;
  }
  return built;
}
