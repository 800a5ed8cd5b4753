import type { Worker } from '@asg/sdk';
import { Button, Notice, useToast } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/clients.ts';
import { messages, moment } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';
import { useSetMe } from '../shell/session.ts';

/** The wallet that waits until it is in force, and the way to take it back. Nothing is shown where none waits. */
export function PendingWallet({ wallet }: Pick<Worker, 'wallet'>) {
  const setMe = useSetMe();
  const say = useToast();
  const drop = useMutation({
    mutationFn: () => api.dropWallet(),
    onSuccess: (me) => {
      setMe(me);
      say({ text: messages.wallet.dropped });
    },
    onError: (error) => say({ text: problemText(error) }),
  });
  const { pending, address, paymail } = wallet;
  if (pending === null) return null;
  const hasOld = address !== null || paymail !== null;
  return (
    <Notice tone="accent">
      <div className="ui-stack">
        <div>
          <strong>{messages.wallet.waits({ from: moment(pending.from) })}</strong>
          <p className="wallet-target">
            <span className="ui-mono">{pending.paymail ?? pending.address}</span>
          </p>
        </div>
        <p>{hasOld ? messages.wallet.waitsOld : messages.wallet.waitsHeld}</p>
        <div>
          <Button busy={drop.isPending} onClick={() => drop.mutate()}>
            {messages.wallet.drop}
          </Button>
        </div>
      </div>
    </Notice>
  );
}
