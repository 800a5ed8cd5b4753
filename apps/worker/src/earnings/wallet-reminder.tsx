import type { Worker } from '@asg/sdk';
import { Notice } from '@asg/ui';
import { Link } from 'wouter';
import { messages } from '../i18n/index.ts';

/** Asks for a wallet once enough is held that it pays to set one. */
export function WalletReminder({ me }: { readonly me: Worker }) {
  if (!me.wallet.wanted) return null;
  const amount = messages.units.sats({ n: me.totals.held_sats });
  return (
    <Notice tone="accent">
      <Link href="/wallet">{messages.wallet.wanted({ amount })}</Link>
    </Notice>
  );
}
