import { routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { customerReply } from './customer-replies.ts';

export const storeTheKey = 'Store this API key securely — it cannot be retrieved again.';

export function serveCustomers(serve: Serve, { customers }: GatewayOptions): void {
  serve(routes.registerCustomer, async ({ body: { name, email } }) => {
    const registered = await customers.register({ name: name.trim(), email });
    if (!registered.ok) return refuse('email_taken');
    const { customer, apiKey } = registered;
    return {
      status: 201,
      body: {
        customer_id: customer.customerId,
        api_key: apiKey,
        tier: customer.tier,
        label_quota: customer.quotaLeft,
        message: storeTheKey,
      },
    };
  });

  serve(routes.getCustomer, async (request) => {
    const { customerId, apiKeyHint } = customerOf(request);
    return { status: 200, body: customerReply(await customers.current(customerId), apiKeyHint) };
  });
}
