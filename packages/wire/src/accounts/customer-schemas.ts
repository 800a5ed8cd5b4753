import { tiers } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, emailAddress, id, requestObject } from '../parts/fields.ts';

const tier = choice(tiers, { description: 'Sets quota and rates', examples: ['sandbox'] });

export const registerCustomerBody = requestObject(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '\\S',
      description: 'Name of the person or company',
      examples: ['Demo'],
      'x-must': 'not be blank',
    }),
    email: emailAddress('Unique among customers, whatever its case'),
  },
  { title: 'RegisterCustomer' },
);

export const registeredCustomer = Type.Object(
  {
    customer_id: id('cust_', 'The customer'),
    api_key: Type.String({
      description: 'Opens the API. Shown this once: only its hash is kept',
      examples: ['sk_sandbox_…'],
    }),
    tier,
    label_quota: Type.Integer({ description: 'Tasks that can be submitted now', examples: [500] }),
    message: Type.String({ examples: ['Store this API key securely — it cannot be retrieved again.'] }),
  },
  { title: 'RegisteredCustomer' },
);

export const customer = Type.Object(
  {
    customer_id: id('cust_', 'The customer'),
    name: Type.String({ examples: ['Demo'] }),
    email: Type.String({ examples: ['demo@example.com'] }),
    tier,
    label_quota: Type.Integer({ description: 'Tasks that can still be submitted', examples: [499] }),
    label_quota_total: Type.Integer({ description: 'Tasks granted so far', examples: [500] }),
    created_at: Type.Integer({ description: 'Unix time in seconds', examples: [1775736000] }),
    api_key_hint: Type.String({
      description: 'First characters of the key in use; empty where a person calls, without one',
      examples: ['sk_sand...'],
    }),
  },
  { title: 'Customer' },
);

export type RegisterCustomerBody = Static<typeof registerCustomerBody>;
export type RegisteredCustomer = Static<typeof registeredCustomer>;
export type Customer = Static<typeof customer>;
