import type { Customers } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';

/** An account as its customer sees it. */
export function customerReply(
  customer: Awaited<ReturnType<Customers['current']>>,
  apiKeyHint: string,
): AnswerOf<typeof routes.getCustomer>['body'] {
  return {
    customer_id: customer.customerId,
    name: customer.name,
    email: customer.email,
    tier: customer.tier,
    label_quota: customer.quotaLeft,
    label_quota_total: customer.quotaTotal,
    created_at: Math.floor(customer.createdAtMs / 1000),
    api_key_hint: apiKeyHint,
  };
}
