import { walletOf } from '@asg/domain';
import { Links, Trail, WalletChanges } from '@asg/people';
import type { ServerParts } from '../server-parts.ts';
import { leftWalletMark } from './people-parts.ts';

/** New wallets that wait; what comes into force is in the worker's trail. */
export function walletChangesOf(parts: Pick<ServerParts, 'context' | 'encryptionKeys'>): WalletChanges {
  const { context } = parts;
  const [links, trail] = [new Links(context, { markOf: leftWalletMark(parts) }), new Trail(context)];
  return new WalletChanges(context, {
    paidAt: (workerId, payout) => links.paidAt(workerId, payout),
    inForce: async ({ workerId, to, askedAtMs }) => {
      const draft = trail.draft({
        action: 'wallet.in_force',
        actor: { kind: 'system' },
        object: workerId,
        personal: { wallet: walletOf(to) },
      });
      // The same change is one entry.
      await trail.enter(workerId, { ...draft, id: `wallet ${workerId} ${askedAtMs}` });
    },
  });
}
