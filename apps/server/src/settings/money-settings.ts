import { type AllowanceTerms, ampleAllowance, sats } from '@asg/domain';
import type { ChainSettings } from './chain-settings.ts';
import { optionalWholeNumber } from './variables.ts';

/** What the operator gives away. */
export interface MoneySettings {
  readonly allowance: AllowanceTerms;
}

const satsMax = 1e15;

export const moneyVariables = {
  SANDBOX_ALLOWANCE_SATS: optionalWholeNumber(
    0,
    satsMax,
    'Satoshis that each sandbox account may spend in all. Where it is not set: ample on the local chain, 0 on a real one, so that sandbox accounts pay nothing out.',
  ),
  SANDBOX_SPEND_PER_DAY_SATS: optionalWholeNumber(
    0,
    satsMax,
    'Satoshis that all sandbox accounts together may spend on one UTC day. Where it is not set: ample on the local chain, 0 on a real one.',
  ),
};

/** What the operator is to know where sandbox accounts cannot pay anything out; null: they can. */
export function sandboxNote({ allowance: { allowanceSats, perDaySats } }: MoneySettings): string | null {
  const missing = [
    ...(allowanceSats === 0 ? ['SANDBOX_ALLOWANCE_SATS'] : []),
    ...(perDaySats === 0 ? ['SANDBOX_SPEND_PER_DAY_SATS'] : []),
  ];
  return missing.length === 0
    ? null
    : `sandbox accounts cannot submit tasks: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} 0`;
}

/** Real money is given away only by an operator who says how much. */
export function moneySettings(
  read: <N extends keyof typeof moneyVariables>(name: N) => ReturnType<(typeof moneyVariables)[N]['parse']>,
  { kind }: Pick<ChainSettings, 'kind'>,
): MoneySettings {
  const { allowanceSats, perDaySats } =
    kind === 'local' ? ampleAllowance : { allowanceSats: sats(0), perDaySats: sats(0) };
  return {
    allowance: {
      allowanceSats: sats(read('SANDBOX_ALLOWANCE_SATS') ?? allowanceSats),
      perDaySats: sats(read('SANDBOX_SPEND_PER_DAY_SATS') ?? perDaySats),
    },
  };
}
