import { route } from '../contract.ts';
import { health, notReady, ready } from './schemas.ts';

export const getHealth = route({
  method: 'GET',
  path: '/v1/health',
  operationId: 'getHealth',
  tag: 'Operations',
  summary: 'Is the process alive?',
  auth: 'none',
  limit: 'address',
  responses: { 200: { description: 'It is', schema: health } },
  errors: [],
});

export const getReadiness = route({
  method: 'GET',
  path: '/v1/ready',
  operationId: 'getReadiness',
  tag: 'Operations',
  summary: 'Can it do its work?',
  auth: 'none',
  limit: 'address',
  responses: {
    200: { description: 'It can; `status` says whether anything waits or is weaker', schema: ready },
    503: { description: 'It cannot: the store takes no writes, for example', schema: notReady },
  },
  errors: [],
});
