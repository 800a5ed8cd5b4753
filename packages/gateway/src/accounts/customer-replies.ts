import type { AuthenticatedCustomer, AuthenticatedMember, Customers } from '@asg/people';
import type { AnswerOf, routes } from '@asg/wire';

/** An account as its customer sees it. */
export async function customerReply(
  customers: Customers,
  customer: Awaited<ReturnType<Customers['current']>>,
  caller: AuthenticatedCustomer | AuthenticatedMember,
): Promise<AnswerOf<typeof routes.getCustomer>['body']> {
  return {
    customer_id: customer.customerId,
    name: customer.name,
    email: customer.email,
    tier: customer.tier,
    label_quota: await customers.labelQuota(customer),
    label_quota_total: customer.quotaTotal,
    created_at: Math.floor(customer.createdAtMs / 1000),
    api_key_hint: 'keyId' in caller ? caller.apiKeyHint : '',
  };
}
