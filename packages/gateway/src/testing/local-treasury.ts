import { hexOf, lockingScriptOfAddress, type SigningKey } from '@asg/chain';
import { sats, type WalletRules } from '@asg/domain';
import type { Outbound } from '@asg/outbound';
import { PaymailClient } from '@asg/paymail';
import { type EngineContext, Links, type PeopleMails, WalletChanges, Wallets } from '@asg/people';

/** Whether workers can be paid there, on the local chain. */
function checkPayoutAddress(address: string) {
  const result = lockingScriptOfAddress(address, 'local');
  return result.ok ? ({ ok: true } as const) : ({ ok: false, reason: result.message } as const);
}

/** What a settler of this treasury would tell. */
export function settlerNotice(treasury: SigningKey) {
  return {
    process: 'settler',
    status: { kind: 'running' },
    laneIds: ['lane-1', 'lane-2'],
    conditions: [],
    address: treasury.address,
    publicKey: hexOf(treasury.publicKey),
  } as const;
}

interface TestWalletParts {
  readonly outbound: Outbound;
  readonly allowedHosts: readonly string[];
  readonly mails: PeopleMails;
  readonly rules: WalletRules | null;
}

/** Where workers are paid; wallets that wait do until a test makes a round. */
export function testWallets(
  context: EngineContext,
  { outbound, allowedHosts, mails, rules }: TestWalletParts,
): { readonly wallets: Wallets; readonly walletChanges: WalletChanges } {
  const { clock } = context;
  const links = new Links(context, { markOf: (wallet) => `left ${wallet}` });
  const walletChanges = new WalletChanges(context, {
    paidAt: (...paid) => links.paidAt(...paid),
    inForce: async () => {},
  });
  const paymail = new PaymailClient({ outbound, clock, allowedHosts });
  const wallets = new Wallets(context, {
    checkPayoutAddress,
    paymail,
    allowedHosts,
    payoutSats: sats(100),
    changes: walletChanges,
    mails,
    rules,
  });
  return { wallets, walletChanges };
}
