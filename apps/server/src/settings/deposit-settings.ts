import type { ChainSettings } from './chain-settings.ts';
import { optionalWholeNumber, wholeNumber } from './variables.ts';

/** How customers' deposits are credited. */
export interface DepositSettings {
  readonly depositConfirmations: number;
  readonly depositMinSats: number;
  readonly depositSweepMs: number;
}

export const depositVariables = {
  DEPOSIT_CONFIRMATIONS: optionalWholeNumber(
    1,
    100,
    'Blocks, its own counted, from which on a customer’s deposit is in their balance. 1 on the local chain, 6 on a real one where it is not set.',
  ),
  DEPOSIT_MIN_SATS: wholeNumber('1000', 1, 1e9, 'A payment to a deposit of less is not credited.'),
  DEPOSIT_SWEEP_SECONDS: wholeNumber(
    '600',
    1,
    86_400,
    'Coins of deposits that are six blocks deep are moved into the treasury so often at most.',
  ),
};

const confirmationsDefault = { local: 1, arc: 6, node: 6 } as const;

type Read = {
  (name: 'DEPOSIT_CONFIRMATIONS'): number | null;
  (name: 'DEPOSIT_MIN_SATS' | 'DEPOSIT_SWEEP_SECONDS'): number;
};

export function depositSettings(read: Read, { kind }: Pick<ChainSettings, 'kind'>): DepositSettings {
  return {
    depositConfirmations: read('DEPOSIT_CONFIRMATIONS') ?? confirmationsDefault[kind],
    depositMinSats: read('DEPOSIT_MIN_SATS'),
    depositSweepMs: read('DEPOSIT_SWEEP_SECONDS') * 1_000,
  };
}

/** The same as the engines take it. */
export function depositRules({ depositConfirmations, depositMinSats, depositSweepMs }: DepositSettings) {
  return { confirmations: depositConfirmations, minSats: depositMinSats, sweepMs: depositSweepMs };
}
