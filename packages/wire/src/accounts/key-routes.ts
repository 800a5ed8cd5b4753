import { route } from '../contract.ts';
import { apiKeys, createdKey, createKeyBody, keyParams } from './key-schemas.ts';

export const createKey = route({
  method: 'POST',
  path: '/v1/customers/me/keys',
  operationId: 'createKey',
  tag: 'Customers',
  summary: 'Make another API key',
  description:
    'Shown this once: store it. To rotate a key without a gap: make a new one, put it to use, revoke the old one. A key never makes one that may do more than itself, or lives longer.',
  auth: 'customer',
  may: 'keys',
  limit: 'caller',
  body: createKeyBody,
  bodyOptional: true,
  responses: { 201: { description: 'Made', schema: createdKey } },
  errors: ['too_many_keys'],
});

export const listKeys = route({
  method: 'GET',
  path: '/v1/customers/me/keys',
  operationId: 'listKeys',
  tag: 'Customers',
  summary: 'Your API keys',
  auth: 'customer',
  may: 'keys',
  limit: 'caller',
  responses: { 200: { description: 'The keys that are not revoked', schema: apiKeys } },
  errors: [],
});

export const revokeKey = route({
  method: 'DELETE',
  path: '/v1/customers/me/keys/{key_id}',
  operationId: 'revokeKey',
  tag: 'Customers',
  summary: 'Revoke an API key',
  description:
    'It opens nothing from now on. The last key that makes keys and does not expire cannot be revoked, nor one that may do more than the one that asks.',
  auth: 'customer',
  may: 'keys',
  limit: 'caller',
  params: keyParams,
  responses: { 204: { description: 'Revoked, now or before' } },
  errors: ['key_not_found', 'last_key'],
});
