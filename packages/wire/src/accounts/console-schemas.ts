import { networks } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, maybe, nullable, requestObject } from '../parts/fields.ts';
import { customer } from './customer-schemas.ts';

const secret = { minLength: 1, maxLength: 500 };

export const openConsoleSessionBody = requestObject(
  {
    api_key: maybe(Type.String({ ...secret, description: 'Signs a customer in' })),
    admin_token: maybe(Type.String({ ...secret, description: 'Signs the operator in' })),
  },
  { title: 'OpenConsoleSession', description: 'Either `api_key` or `admin_token`' },
);

export const consoleSession = Type.Object(
  {
    customer: nullable(
      Type.Object({ ...customer.properties, key_id: id('key_', 'The key that was signed in with') }),
    ),
    operator: Type.Boolean({ description: 'The routes under /v1/admin are open to this session' }),
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
