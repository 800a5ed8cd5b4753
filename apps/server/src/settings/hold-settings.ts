import type { HoldRules, WalletRules } from '@asg/domain';
import type { ChainSettings } from './chain-settings.ts';
import { optionalWholeNumber, wholeNumber } from './variables.ts';

/** Null: new workers' pay is theirs to move at once. */
export interface HoldSettings {
  readonly payoutHold: HoldRules | null;
}

const goldRightDefault = 20;
const daysDefault = 14;
const dayMs = 86_400_000;

export const holdVariables = {
  PAYOUT_HOLD_GOLD_RIGHT: optionalWholeNumber(
    0,
    1e6,
    'New workers’ pay is held until so many of their answers to the operator’s gold are right, or PAYOUT_HOLD_DAYS have passed; 0: it is not held. 20 where it is not set, on the local chain 0 unless PAYOUT_HOLD_DAYS is set.',
  ),
  PAYOUT_HOLD_DAYS: optionalWholeNumber(
    0,
    3_650,
    'So many days after their first label new workers’ pay is held no longer; 0: it is not held. 14 where it is not set, on the local chain 0 unless PAYOUT_HOLD_GOLD_RIGHT is set.',
  ),
  PAYOUT_HOLD_APPEAL_DAYS: wholeNumber(
    '14',
    0,
    3_650,
    'What is held for a new worker who is suspended goes back to who paid it, where the suspension is not contested within so many days.',
  ),
  PAYOUT_HOLD_COUNT_SECONDS: wholeNumber(
    '86400',
    1,
    86_400 * 30,
    'New workers’ right answers are counted so often. More often tells them sooner that they are enough, and also which of their answers were known.',
  ),
};

export function holdSettings(
  read: <N extends keyof typeof holdVariables>(name: N) => ReturnType<(typeof holdVariables)[N]['parse']>,
  { kind }: Pick<ChainSettings, 'kind'>,
): HoldSettings {
  const [goldRightSet, daysSet] = [read('PAYOUT_HOLD_GOLD_RIGHT'), read('PAYOUT_HOLD_DAYS')];
  const goldRight = goldRightSet ?? goldRightDefault;
  const days = daysSet ?? daysDefault;
  const isLeftOff = kind === 'local' && goldRightSet === null && daysSet === null;
  if (isLeftOff || goldRight === 0 || days === 0) return { payoutHold: null };
  const appealMs = read('PAYOUT_HOLD_APPEAL_DAYS') * dayMs;
  const countMs = read('PAYOUT_HOLD_COUNT_SECONDS') * 1_000;
  return { payoutHold: { goldRight, holdMs: days * dayMs, appealMs, countMs } };
}

/** What so many labels earn is a large sum. */
const largeLabels = 1_000;

/** How long new wallets wait; null: not at all, on a local chain where no pay is held either. */
export function walletRules({
  chain,
  payoutHold,
  payoutSats,
}: HoldSettings & {
  readonly chain: Pick<ChainSettings, 'kind'>;
  readonly payoutSats: number;
}): WalletRules | null {
  if (chain.kind === 'local' && payoutHold === null) return null;
  const largeSats = largeLabels * payoutSats;
  return { noticeMs: dayMs, holdMs: 3 * dayMs, largeSats, recoveredMs: 7 * dayMs };
}
