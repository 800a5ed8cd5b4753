import { isStatus } from '@asg/sdk';
import { Button, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowRightLeft } from 'lucide-react';
import { api } from '../api/clients.ts';
import { messages, moment } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';
import { meKey } from '../shell/session.ts';
import { withdrawalsKey } from './withdrawals.tsx';

interface HeldEarningsProps {
  readonly heldSats: number;
  /** The part of it that is not theirs to move yet. */
  readonly pendingSats: number;
  readonly hasWallet: boolean;
  /** When the wallet is in force that waits; null: none does. */
  readonly walletFrom: string | null;
}

/** What was paid to an address held for the worker, and the way from there to their wallet. */
export function HeldEarnings({ heldSats, pendingSats, hasWallet, walletFrom }: HeldEarningsProps) {
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => api.withdraw(),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: withdrawalsKey });
      await client.invalidateQueries({ queryKey: meKey });
    },
  });
  return (
    <section className="ui-card ui-stack">
      <h2>{messages.wallet.held}</h2>
      <p className="wallet-held ui-number">{messages.units.sats({ n: heldSats })}</p>
      <p className="ui-muted">
        {pendingSats > 0
          ? messages.wallet.heldPending({ amount: messages.units.sats({ n: pendingSats }) })
          : messages.wallet.heldText}
      </p>
      {withdraw.isError && (
        <Notice tone="warning" urgent>
          {isStatus(withdraw.error, 409) && hasWallet ? messages.wallet.notYet : problemText(withdraw.error)}
        </Notice>
      )}
      {withdraw.isSuccess && (
        <div role="status">
          <Notice>{messages.wallet.underWay}</Notice>
        </div>
      )}
      <div>
        <Button
          disabled={!hasWallet || heldSats - pendingSats <= 0}
          busy={withdraw.isPending}
          icon={<ArrowRightLeft size={18} aria-hidden="true" />}
          onClick={() => withdraw.mutate()}
        >
          {messages.wallet.withdraw}
        </Button>
      </div>
      {!hasWallet && heldSats - pendingSats > 0 && (
        <p className="ui-hint">
          {walletFrom === null
            ? messages.wallet.setFirst
            : messages.wallet.withdrawLater({ from: moment(walletFrom) })}
        </p>
      )}
    </section>
  );
}
