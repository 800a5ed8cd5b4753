import type { IntakeRules } from '@asg/engines';
import type { Config } from '../settings/config.ts';

/** What the operator sets for all tasks. */
export function intakeRules(config: Config): IntakeRules {
  const { insecureHosts, earlyStopDefault, payoutSats, platformFeePercent: feePercent, allowance } = config;
  const { customerBytesMax: assetsBytesMax } = config.assetRules;
  return { insecureHosts, earlyStopDefault, assetsBytesMax, price: { payoutSats, feePercent }, allowance };
}
