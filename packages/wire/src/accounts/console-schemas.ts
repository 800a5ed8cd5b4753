import {
  customerPermissions,
  memberRoles,
  networks,
  operatorPermissions,
  operatorRoles,
} from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, maybe, nullable, requestObject } from '../parts/fields.ts';
import { customer } from './customer-schemas.ts';
import { accountDeletion } from './deletion-schemas.ts';

const secret = { minLength: 1, maxLength: 500 };

export const openConsoleSessionBody = requestObject(
  {
    api_key: maybe(Type.String({ ...secret, description: 'Signs a customer in' })),
    admin_token: maybe(Type.String({ ...secret, description: 'Signs the operator in' })),
  },
  { title: 'OpenConsoleSession', description: 'Either `api_key` or `admin_token`' },
);

/** Whoever is signed in with e-mail and password. */
const consolePerson = Type.Object(
  {
    person_id: id('per_', 'You'),
    email: Type.String({ examples: ['kim@example.com'] }),
    new_email: nullable(
      Type.String({ description: 'What it becomes once the link that was sent there is followed' }),
    ),
    deletion: accountDeletion,
    organisations: Type.Array(
      Type.Object({
        customer_id: id('cust_', 'The organisation'),
        name: Type.String({ examples: ['Demo'] }),
        role: choice(memberRoles, { description: 'What you are in it' }),
        current: Type.Boolean({ description: 'This session is in it' }),
        suspended: Type.Boolean({ description: 'The operator has suspended it' }),
        deletion: accountDeletion,
        keys_to_review: Type.Boolean({
          description:
            'You became its owner, and did not say yet that you looked at the keys that were there before',
        }),
      }),
      { description: 'All that you are a member of, the oldest first' },
    ),
  },
  { title: 'ConsolePerson' },
);

export const consoleSession = Type.Object(
  {
    customer: nullable(
      Type.Object({
        ...customer.properties,
        key_id: id('key_', 'The key that was signed in with; empty where a person is signed in'),
      }),
    ),
    person: nullable(consolePerson),
    may: Type.Array(choice(customerPermissions), {
      description: 'Permissions of this session in its organisation',
    }),
    operator: Type.Boolean({ description: 'Routes under /v1/admin are open to this session' }),
    operator_role: nullable(
      choice(operatorRoles, {
        description: 'Of a person who runs the service; null: by the token, or nobody',
      }),
    ),
    operator_may: Type.Array(choice(operatorPermissions), {
      description: 'Permissions of this session under /v1/admin',
    }),
    network: choice(networks, { description: 'The payment network' }),
    reward_sats: Type.Integer({
      description: 'Paid to a worker for each label that agrees',
      examples: [325],
    }),
    fee_percent: Type.Number({ description: 'Platform fee, on top of what workers are paid', examples: [0] }),
    bsv_usd: Type.Number({ description: 'US dollars for one BSV, for estimates', examples: [20] }),
    version: Type.String({ examples: ['0.1.0'] }),
  },
  { title: 'ConsoleSession' },
);

export const endConsoleSessionQuery = requestObject({
  role: Type.Optional(choice(['customer', 'operator'], { description: 'Default: both' })),
});

export type ConsoleSessionBody = Static<typeof consoleSession>;
