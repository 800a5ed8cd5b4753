import { customerPermissions } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import {
  choice,
  givenMoment,
  id,
  maybe,
  nullable,
  pathId,
  requestObject,
  timestamp,
} from '../parts/fields.ts';

const keyName = { description: 'What you call it', examples: ['build server'] };

const scope = choice(customerPermissions, { examples: ['submit'] });

export const createKeyBody = requestObject(
  {
    name: maybe(
      Type.String({
        minLength: 1,
        maxLength: 100,
        pattern: '\\S',
        'x-must': 'not be blank',
        ...keyName,
      }),
    ),
    scopes: maybe(
      Type.Array(scope, {
        minItems: 1,
        maxItems: 50,
        uniqueItems: true,
        description:
          'The permissions that it has, beside `account`; left out: those of the key or person that makes it. It cannot have more',
        examples: [['submit', 'read']],
      }),
    ),
    expires_at: maybe(
      givenMoment(
        'From then on it opens nothing; left out: when the key that makes it ends, if it does. It cannot live longer',
      ),
    ),
  },
  { title: 'CreateKey', examples: [{ name: 'build server', scopes: ['submit', 'read'] }] },
);

const terms = {
  scopes: nullable(
    Type.Array(scope, {
      description: 'The permissions that it has, beside `account`; null: all, also those that come later',
      examples: [['submit', 'read']],
    }),
  ),
  expires_at: nullable(timestamp('From then on it opens nothing; null: until it is revoked')),
};

export const createdKey = Type.Object(
  {
    key_id: id('key_', 'The key'),
    api_key: Type.String({
      description: 'Opens the API. Shown this once: only its hash is kept',
      examples: ['sk_sandbox_…'],
    }),
    name: nullable(Type.String(keyName)),
    hint: Type.String({ description: 'First characters of the key', examples: ['sk_sand...'] }),
    ...terms,
    created_at: timestamp('When it was made'),
    message: Type.String({ examples: ['Store this API key securely — it cannot be retrieved again.'] }),
  },
  { title: 'CreatedKey' },
);

const apiKey = Type.Object(
  {
    key_id: id('key_', 'The key'),
    name: nullable(Type.String(keyName)),
    hint: Type.String({ description: 'First characters of the key', examples: ['sk_sand...'] }),
    ...terms,
    expired: Type.Boolean({ description: 'It has ended by itself, and opens nothing' }),
    created_at: timestamp('When it was made'),
    last_used_at: nullable(timestamp('When it was last used, to within a few minutes; null: not yet')),
    current: Type.Boolean({ description: 'The key that this request was made with' }),
  },
  { title: 'ApiKey' },
);

export const apiKeys = Type.Object(
  { data: Type.Array(apiKey, { description: 'Those that are not revoked, the oldest first' }) },
  { title: 'ApiKeys' },
);

export const keyParams = Type.Object({ key_id: pathId('key_', 'The key') });

export type CreatedKey = Static<typeof createdKey>;
export type ApiKeys = Static<typeof apiKeys>;
