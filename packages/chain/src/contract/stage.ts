import assert from 'node:assert/strict';
import { type Coin, sats } from '@asg/domain';
import { buildTransaction, dataScript, type SigningKey } from '../bsv/index.ts';
import type { Chain, SignedTransaction } from '../port.ts';

/** A back-end with a real chain behind it, and what the suite has to be able to make happen on that chain. */
export interface ChainStage extends AsyncDisposable {
  readonly chain: Chain;
  /** Holds the coins; of the chain's network. */
  readonly key: SigningKey;
  /** False for a back-end that cannot tell who spends an output. */
  readonly tellsSpenders: boolean;
  /** A coin of the key of at least 100,000 satoshis that nothing spends yet, and that `unspent` knows. */
  coin(): Promise<Coin>;
  /** Makes one block of what waits. */
  mine(): Promise<void>;
  /** Replaces the last `depth` blocks by more of them. */
  reorganise(depth: number): Promise<void>;
}

/** Opens a stage; called once for each test. */
export type OpenStage = () => Promise<ChainStage>;

export interface Payment extends SignedTransaction {
  readonly change: Coin;
}

/** A payment of `amount` from the coin to the key itself, at the chain's fee rate by default. */
export async function payment(
  { chain, key }: ChainStage,
  coin: Coin,
  amount: number,
  feeRateSatsPerKb?: number,
): Promise<Payment> {
  const { txid, vout, satoshis, lockingScript } = coin;
  const built = buildTransaction({
    coins: [{ txid, vout, satoshis, lockingScript }],
    outputs: [
      { satoshis: sats(0), lockingScript: dataScript([Buffer.from('asg')]) },
      { satoshis: sats(amount), lockingScript: key.lockingScript },
    ],
    changeScript: key.lockingScript,
    feeRateSatsPerKb: feeRateSatsPerKb ?? (await chain.feeRate()),
    keys: [key],
  });
  assert.ok(built.ok);
  return { ...built.transaction, change: built.change };
}
