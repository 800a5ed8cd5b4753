import assert from 'node:assert/strict';
import { type Coin, sats } from '@asg/domain';
import { type BuildResult, buildTransaction, dataScript, SigningKey, sha256 } from '../../bsv/index.ts';
import { type LocalChain, openLocalChain } from '../local-chain.ts';

export const startMs = 1_800_000_000_000;
export const treasury = new SigningKey(sha256(Buffer.from('treasury')), 'local');
export const worker = new SigningKey(sha256(Buffer.from('worker')), 'local');

export function openChain(path = ':memory:', options: { unminedDepthMax?: number } = {}): LocalChain {
  let nowMs = startMs;
  return openLocalChain({ path, now: () => nowMs++, ...options });
}

export function funded(chain: LocalChain, amount = 1_000_000): Coin {
  const result = chain.fund(treasury.address, sats(amount));
  assert.ok(result.ok);
  return result.coin;
}

export function pay(coin: Coin, amount: number, feeRateSatsPerKb = 100): Extract<BuildResult, { ok: true }> {
  const outputs = [
    { satoshis: sats(0), lockingScript: dataScript([Buffer.from('asg')]) },
    { satoshis: sats(amount), lockingScript: worker.lockingScript },
  ];
  const changeScript = treasury.lockingScript;
  const built = buildTransaction({
    coins: [coin],
    outputs,
    changeScript,
    feeRateSatsPerKb,
    keys: [treasury],
  });
  assert.ok(built.ok);
  return built;
}

export function refusal(chain: LocalChain, hex: string): string {
  const verdict = chain.submit(hex);
  assert.ok(verdict.kind === 'refused', `it was ${verdict.kind}`);
  return `${verdict.code} ${verdict.message}`;
}
