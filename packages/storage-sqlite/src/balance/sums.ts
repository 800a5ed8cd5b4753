import type { BalanceSums } from '@asg/domain';

/** The columns of a customer that hold `BalanceSums`. */
const sumColumns = {
  enteredSats: 'entered_sats',
  takenSats: 'taken_sats',
  closedSats: 'closed_sats',
  paidSats: 'paid_sats',
  upgradeGrantSats: 'upgrade_grant_sats',
  allowanceSats: 'allowance_sats',
  ownTakenSats: 'own_taken_sats',
  ownBackSats: 'own_back_sats',
} as const satisfies Readonly<Record<keyof BalanceSums, string>>;

/** Selects the sums under their own names. */
export const balanceColumns = Object.entries(sumColumns)
  .map(([name, column]) => `${column} as ${name}`)
  .join(', ');
