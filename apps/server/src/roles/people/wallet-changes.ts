import { walletOf } from '@asg/domain';
import { type EngineContext, Links, Trail, WalletChanges } from '@asg/engines';

/** New wallets that wait; what comes into force is in the worker's trail. */
export function walletChangesOf(context: EngineContext): WalletChanges {
  const [links, trail] = [new Links(context), new Trail(context)];
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
