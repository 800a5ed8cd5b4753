import { Allowed, Asked, aboutField, Form, gateway, SatsField, satsOf } from '@asg/console-kit';
import type { Balance } from '@asg/sdk';
import { Card, Notice } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { DepositView } from './deposit-view.tsx';

const shownMax = 5;
const watchedMs = 5_000;

/** Pays money in: an address, and what came to those there are. */
export function Deposits({ funding }: { readonly funding: Balance['funding'] }) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['deposits'],
    queryFn: ({ signal }) => gateway.deposits.page({ limit: shownMax }, { signal }),
    refetchInterval: watchedMs,
  });
  const credited = query.data?.data.reduce((sum, { credited_sats }) => sum + credited_sats, 0);
  useEffect(() => {
    if (credited === undefined) return;
    for (const name of ['balance', 'statement']) void client.invalidateQueries({ queryKey: [name] });
  }, [client, credited]);
  return (
    <Card title="Deposit" hint="You get an address of your own: pay to it as often as you like.">
      {funding === 'allowance' && (
        <Notice>
          <p>
            A sandbox account spends its allowance alone. What you deposit is kept for you, and pays for your
            tasks once the operator takes your account out of the sandbox.
          </p>
        </Notice>
      )}
      <Allowed to="money">
        <OpenDeposit />
      </Allowed>
      <Asked query={query} height="6rem">
        {({ data, next_cursor: next }) => (
          <>
            {data.map((deposit, place) => (
              <DepositView key={deposit.deposit_id} deposit={deposit} isNewest={place === 0} />
            ))}
            {next !== null && (
              <p className="ui-muted">
                Older addresses are not shown; they stay yours, and what is paid to them is credited.
              </p>
            )}
          </>
        )}
      </Asked>
    </Card>
  );
}

function OpenDeposit() {
  const [amount, setAmount] = useState('');
  const client = useQueryClient();
  const wanted = satsOf(amount);
  const open = useMutation({
    mutationFn: (sats: number | null) => gateway.deposits.open(sats ?? undefined),
    onSuccess: () => {
      setAmount('');
      void client.invalidateQueries({ queryKey: ['deposits'] });
    },
  });
  const isWhole = wanted !== undefined;
  return (
    <Form
      action="Get an address"
      isMain
      busy={open.isPending}
      disabled={!isWhole}
      error={open.error}
      onSend={() => isWhole && open.mutate(wanted)}
    >
      <SatsField
        label="Sats to pay"
        note="optional"
        value={amount}
        onWrite={setAmount}
        hint="For the QR code; any other sum is credited as well"
        error={isWhole ? aboutField(open.error, 'amount_sats') : 'Write a whole number of sats, or nothing.'}
      />
    </Form>
  );
}
