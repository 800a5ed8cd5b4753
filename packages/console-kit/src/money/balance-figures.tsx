import type { Balance } from '@asg/sdk';
import { Figures } from '@asg/ui';
import { sats, usd } from '../parts/format.ts';
import { useCurrent } from '../session/session.ts';

/** A balance in a few numbers. */
export function BalanceFigures({ balance }: { readonly balance: Balance }) {
  const { bsv_usd } = useCurrent();
  const { allowance_sats: allowance, allowance_left_sats: left, upgrade_grant_sats: upgrade } = balance;
  const isShort = balance.free_sats < 0;
  return (
    <Figures
      figures={[
        {
          name: 'Can be spent',
          value: sats(balance.available_sats),
          hint: isShort
            ? `${sats(-balance.free_sats)} are missing: a deposit vanished from the chain`
            : `about ${usd(balance.available_sats, bsv_usd)}`,
        },
        {
          name: 'Held for tasks',
          value: sats(balance.reserved_sats),
          hint: 'at most; what is not used comes back',
        },
        {
          name: 'Spent',
          value: sats(balance.spent_sats),
          ...(upgrade === 0
            ? {}
            : { hint: `of it ${sats(upgrade)} on the operator, for tasks from before there were balances` }),
        },
        {
          name: 'Came in',
          value: sats(balance.entered_sats),
          ...(allowance + left === 0 ? {} : { hint: hintOf(allowance, left) }),
        },
      ]}
    />
  );
}

/** Of the allowance: what came, and what is to come. */
function hintOf(given: number, left: number): string {
  const came = given === 0 ? 'none of the allowance yet' : `of it ${sats(given)} allowance`;
  return left === 0 ? came : `${came}; ${sats(left)} come when tasks need them`;
}
