import { route } from '../contract.ts';
import { consoleSession, endConsoleSessionQuery, openConsoleSessionBody } from './console-schemas.ts';

export const openConsoleSession = route({
  method: 'POST',
  path: '/v1/console/session',
  operationId: 'openConsoleSession',
  tag: 'Console',
  summary: 'Sign in to the Console',
  description:
    'Sets a cookie that no script can read, `asg_console` or `asg_operator`, which stands for the key or the token. It ends with the key, the customer’s access, or the token. A customer’s browser also gets `asg_device`, a random name that tells accounts of one person from those of several.',
  auth: 'none',
  limit: 'address',
  ownPagesOnly: true,
  body: openConsoleSessionBody,
  responses: { 201: { description: 'Signed in', schema: consoleSession } },
  errors: [
    'invalid_api_key',
    'expired_api_key',
    'invalid_admin_token',
    'admin_disabled',
    'account_suspended',
  ],
});

export const getConsoleSession = route({
  method: 'GET',
  path: '/v1/console/session',
  operationId: 'getConsoleSession',
  tag: 'Console',
  summary: 'Who is signed in to the Console',
  description: 'By the cookies, or the bearer token of a person.',
  auth: 'none',
  limit: 'address',
  responses: { 200: { description: 'Whom the cookies stand for', schema: consoleSession } },
  errors: [],
});

export const endConsoleSession = route({
  method: 'DELETE',
  path: '/v1/console/session',
  operationId: 'endConsoleSession',
  tag: 'Console',
  summary: 'Sign out of the Console',
  auth: 'none',
  limit: 'address',
  ownPagesOnly: true,
  query: endConsoleSessionQuery,
  responses: { 204: { description: 'Signed out' } },
  errors: [],
});
