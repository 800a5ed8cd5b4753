import { type Static, Type } from 'typebox';
import { id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';

const keyName = { description: 'What you call it', examples: ['build server'] };

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
  },
  { title: 'CreateKey', examples: [{ name: 'build server' }] },
);

export const createdKey = Type.Object(
  {
    key_id: id('key_', 'The key'),
    api_key: Type.String({
      description: 'Opens the API. Shown this once: only its hash is kept',
      examples: ['sk_sandbox_…'],
    }),
    name: nullable(Type.String(keyName)),
    hint: Type.String({ description: 'First characters of the key', examples: ['sk_sand...'] }),
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
    created_at: timestamp('When it was made'),
    last_used_at: nullable(timestamp('When it was last used, to within a few minutes; null: not yet')),
    current: Type.Boolean({ description: 'The key that this request was made with' }),
  },
  { title: 'ApiKey' },
);

export const apiKeys = Type.Object(
  { data: Type.Array(apiKey, { description: 'Those in force, the oldest first' }) },
  { title: 'ApiKeys' },
);

export const keyParams = Type.Object({ key_id: pathId('key_', 'The key') });

export type CreatedKey = Static<typeof createdKey>;
export type ApiKeys = Static<typeof apiKeys>;
