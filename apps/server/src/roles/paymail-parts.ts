import { PaymailDeliveries, PaymailDestinations } from '@asg/engines';
import type { Outbound } from '@asg/outbound';
import { PaymailClient } from '@asg/paymail';
import type { EngineContext } from '@asg/people';
import type { Config } from '../settings/config.ts';

/** A batch waits for all paymail hosts together no longer than this. */
const waitMs = 3_000;

/** What pays by paymail. */
export function paymailParts(
  context: EngineContext,
  parts: {
    readonly outbound: Outbound;
    readonly config: Pick<Config, 'insecureHosts' | 'paymailRetryBaseMs' | 'paymailHeldAfterMs'>;
  },
): {
  readonly client: PaymailClient;
  readonly destinations: PaymailDestinations;
  readonly deliveries: PaymailDeliveries;
} {
  const { clock } = context;
  const { insecureHosts: allowedHosts, paymailRetryBaseMs: retryBaseMs } = parts.config;
  const rules = { allowedHosts, waitMs, retryBaseMs, heldAfterMs: parts.config.paymailHeldAfterMs };
  const client = new PaymailClient({ outbound: parts.outbound, clock, allowedHosts });
  return {
    client,
    destinations: new PaymailDestinations({ client, clock, rules }),
    deliveries: new PaymailDeliveries(context, { client, rules }),
  };
}
