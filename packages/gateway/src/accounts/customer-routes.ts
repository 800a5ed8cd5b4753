import { routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { customerReply } from './customer-replies.ts';
import type { SignIns } from './sign-in.ts';

export const storeTheKey = 'Store this API key securely — it cannot be retrieved again.';

export function serveCustomers(serve: Serve, signIns: SignIns, { customers }: GatewayOptions): void {
  serve(routes.registerCustomer, async (request, reply) => {
    const { name, email } = request.body;
    const registered = await customers.register({ name: name.trim(), email });
    if (!registered.ok) return refuse('email_taken');
    const { customer, apiKey } = registered;
    const { customerId } = customer;
    tellTrail(request, { ownerId: customerId, object: customerId, personal: { name: customer.name } });
    await signIns.note(request, reply, { accountId: customer.customerId, isNew: true });
    return {
      status: 201,
      body: {
        customer_id: customer.customerId,
        api_key: apiKey,
        tier: customer.tier,
        label_quota: await customers.labelQuota(customer),
        message: storeTheKey,
      },
    };
  });

  serve(routes.getCustomer, async (request) => {
    const caller = customerOf(request);
    const customer = await customers.current(caller.customerId);
    return { status: 200, body: await customerReply(customers, customer, caller) };
  });
}
