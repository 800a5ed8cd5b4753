import type { Worker } from '@asg/sdk';
import { Badge, Button, Notice, useToast } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { Landmark, Wallet } from 'lucide-react';
import { useState } from 'react';
import { api } from '../api/clients.ts';
import { messages, moment } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { PayHold } from '../shell/pay-hold.tsx';
import { problemText } from '../shell/problem.ts';
import { useFreshMe, useSetMe } from '../shell/session.ts';
import { HeldEarnings } from './held-earnings.tsx';
import { PendingWallet } from './pending-wallet.tsx';
import { WalletForm } from './wallet-form.tsx';
import { Withdrawals } from './withdrawals.tsx';

/** Where earnings go, what is held until there is a wallet, and what was moved out. */
export default function WalletPage({ me }: { readonly me: Worker }) {
  useFreshMe();
  const { address, paymail, problem, pending } = me.wallet;
  const target = paymail ?? address;
  const isSet = target !== null || pending !== null;
  const [changing, setChanging] = useState(false);
  return (
    <Page title={messages.wallet.title} lead={messages.wallet.lead}>
      <PayHold me={me} />
      <div className="columns">
        <section className="ui-card ui-stack">
          <div className="wallet-now">
            <span className="wallet-icon" aria-hidden="true">
              {target === null ? <Landmark size={24} /> : <Wallet size={24} />}
            </span>
            <div>
              <h2>{target === null ? messages.wallet.noneTitle : messages.wallet.now}</h2>
              {target === null ? (
                <p className="ui-muted">
                  {pending === null ? messages.wallet.none : messages.wallet.noneYet}
                </p>
              ) : (
                <p className="wallet-target">
                  <span className="ui-mono">{target}</span>{' '}
                  <Badge tone="accent">
                    {paymail === null ? messages.wallet.address : messages.wallet.paymail}
                  </Badge>
                </p>
              )}
            </div>
          </div>
          {problem !== null && (
            <Notice tone="warning">
              {messages.wallet.problem({ when: moment(problem.at) })} {problem.reason}
            </Notice>
          )}
          <PendingWallet wallet={me.wallet} />
          {!isSet || changing ? (
            <WalletForm
              onSaved={() => setChanging(false)}
              {...(!isSet ? {} : { onCancel: () => setChanging(false) })}
            />
          ) : (
            <div className="form-actions">
              <Button variant="primary" onClick={() => setChanging(true)}>
                {messages.wallet.change}
              </Button>
              {target !== null && <RemoveWallet />}
            </div>
          )}
        </section>
        <HeldEarnings
          heldSats={me.totals.held_sats}
          pendingSats={me.pay_hold?.pending_sats ?? 0}
          hasWallet={target !== null}
          walletFrom={pending?.from ?? null}
        />
      </div>
      <Withdrawals />
    </Page>
  );
}

function RemoveWallet() {
  const setMe = useSetMe();
  const say = useToast();
  const remove = useMutation({
    mutationFn: () => api.removeWallet(),
    onSuccess: (me) => {
      setMe(me);
      say({ text: messages.wallet.removed });
    },
    onError: (error) => say({ text: problemText(error) }),
  });
  return (
    <Button busy={remove.isPending} onClick={() => remove.mutate()}>
      {messages.wallet.remove}
    </Button>
  );
}
