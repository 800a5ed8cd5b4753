import { route } from '../contract.ts';
import { disagreements, disagreementsQuery, stats, statsQuery } from './schemas.ts';

export const getStats = route({
  method: 'GET',
  path: '/v1/stats',
  operationId: 'getStats',
  tag: 'Stats',
  summary: 'Figures of some days',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  query: statsQuery,
  responses: { 200: { description: 'Of the days from `from` to `to`, both included', schema: stats } },
  errors: [],
});

export const listDisagreements = route({
  method: 'GET',
  path: '/v1/stats/disagreements',
  operationId: 'listDisagreements',
  tag: 'Stats',
  summary: 'Tasks that most deserve a look',
  description:
    'Your tasks that were closed in a month and on which the labels are least sure, the most doubtful first; those without any doubt are left out. The first 1,000 of a month are always there.',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  query: disagreementsQuery,
  responses: { 200: { description: 'One page', schema: disagreements } },
  errors: [],
});
