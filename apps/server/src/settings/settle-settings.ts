import { lockingScriptOfAddress } from '@asg/chain';
import { type Network, type Sats, sats } from '@asg/domain';
import type { ChainSettings } from './chain-settings.ts';
import { ConfigError, optionalWholeNumber, text, wholeNumber } from './variables.ts';

/** How workers are paid. */
export interface SettleSettings {
  readonly payoutSats: Sats;
  readonly payoutMinSats: Sats;
  readonly platformFeePercent: number;
  /** Locking script, hex; null: there is none, and no fee is taken. Without a fee of now, where those of earlier tasks go. */
  readonly platformFeeScript: string | null;
  readonly settleTasksMax: number;
  readonly settleWaitMs: number;
  /** A verified task that waits longer for its payment is reported as a problem. */
  readonly settleLateMs: number;
  readonly settleLanes: number;
  readonly feeRateMax: number;
  readonly paymailRetryBaseMs: number;
  /** What could not be sent to a paymail for so long is held for its worker. */
  readonly paymailHeldAfterMs: number;
}

export const settleVariables = {
  PAYOUT_SATS: wholeNumber('325', 1, 1e9, 'Satoshis paid for each agreeing label.'),
  PAYOUT_MIN_SATS: wholeNumber('200', 1, 1e9, 'A smaller sum is carried to the worker’s next batch.'),
  PLATFORM_FEE_PERCENT: wholeNumber('0', 0, 100, 'Platform fee, a percentage of the payouts.'),
  PLATFORM_FEE_ADDRESS: text('', 'Address that the platform fee goes to; required where there is a fee.'),
  SETTLE_MAX_TASKS: wholeNumber('1000', 1, 10_000, 'Tasks paid by one transaction at most.'),
  SETTLE_MAX_WAIT_MS: optionalWholeNumber(
    0,
    3_600_000,
    'How long a decided task waits for others to be paid with. 1000 on the local chain, 10000 on a real one where it is not set.',
  ),
  SETTLE_LATE_SECONDS: wholeNumber(
    '300',
    1,
    86_400,
    'A verified task that has waited longer for its payment is told in /v1/ready, metrics, the log and the Console.',
  ),
  FEE_RATE_MAX_SATS_PER_KB: wholeNumber('1000', 1, 1e6, 'A higher mining fee rate is not paid.'),
  SETTLE_LANES: wholeNumber(
    '4',
    1,
    100,
    'Payment transactions under way at the same time, each on treasury coins of its own.',
  ),
  PAYMAIL_RETRY_BASE_MS: wholeNumber(
    '5000',
    1,
    3_600_000,
    'Pause after the first failure of a paymail host, and of telling it of a payment; each further one is four times as long.',
  ),
  PAYMAIL_HELD_AFTER_DAYS: wholeNumber(
    '7',
    1,
    365,
    'What could not be sent to a worker’s paymail for so many days is paid to an address held for them, to withdraw.',
  ),
};

/** A real network is worth waiting for: each transaction has its fee. */
const waitMsDefault = { local: 1_000, arc: 10_000, node: 10_000 } as const;

/** Throws a ConfigError that names the variable and the rule. */
export function settleSettings(
  read: <N extends keyof typeof settleVariables>(name: N) => ReturnType<(typeof settleVariables)[N]['parse']>,
  { kind, network }: Pick<ChainSettings, 'kind' | 'network'>,
): SettleSettings {
  return {
    payoutSats: sats(read('PAYOUT_SATS')),
    payoutMinSats: sats(read('PAYOUT_MIN_SATS')),
    platformFeePercent: read('PLATFORM_FEE_PERCENT'),
    platformFeeScript: feeScript(read('PLATFORM_FEE_PERCENT'), read('PLATFORM_FEE_ADDRESS'), network),
    settleTasksMax: read('SETTLE_MAX_TASKS'),
    settleWaitMs: read('SETTLE_MAX_WAIT_MS') ?? waitMsDefault[kind],
    settleLateMs: read('SETTLE_LATE_SECONDS') * 1_000,
    settleLanes: read('SETTLE_LANES'),
    feeRateMax: read('FEE_RATE_MAX_SATS_PER_KB'),
    paymailRetryBaseMs: read('PAYMAIL_RETRY_BASE_MS'),
    paymailHeldAfterMs: read('PAYMAIL_HELD_AFTER_DAYS') * 86_400_000,
  };
}

function feeScript(percent: number, address: string, network: Network): string | null {
  if (address === '') {
    if (percent === 0) return null;
    throw new ConfigError('PLATFORM_FEE_ADDRESS', 'must be set where PLATFORM_FEE_PERCENT is above 0');
  }
  const script = lockingScriptOfAddress(address, network);
  if (!script.ok)
    throw new ConfigError(
      'PLATFORM_FEE_ADDRESS',
      `is no address of the network ${network}: ${script.message}`,
    );
  return script.lockingScript;
}
