import { gateway, sats, useCustomer, useMay } from '@asg/console-kit';
import type { Balance } from '@asg/sdk';
import { Notice } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';

/** What a sandbox account is paid for, with its balance. */
export function AllowanceNotice({ balance }: { readonly balance: Balance }) {
  const { available_sats: available, allowance_sats: given, allowance_left_sats: left } = balance;
  const allowance = given + left;
  return (
    <Notice tone={available === 0 ? 'warning' : 'accent'}>
      <p>
        {allowance === 0
          ? 'This is a sandbox account. The operator pays for its tasks up to an allowance, which is 0 on this server until the operator sets it: until then no task is accepted.'
          : `This is a sandbox account. The operator pays for its tasks, ${sats(allowance)} in all; after that none is accepted.`}{' '}
        With an account out of the sandbox you pay for your tasks from a balance of your own: ask the
        operator.
      </p>
    </Notice>
  );
}

/** The same on pages that are about something else: nothing for other accounts, and nothing until it is known. */
export function SandboxNote() {
  const { tier } = useCustomer();
  const seesBalance = useMay('billing');
  const { data: balance } = useQuery({
    queryKey: ['balance'],
    queryFn: ({ signal }) => gateway.billing.balance({ signal }),
    enabled: seesBalance && tier === 'sandbox',
  });
  if (balance?.funding !== 'allowance') return null;
  return <AllowanceNotice balance={balance} />;
}
