import { route } from '../contract.ts';
import { stats, statsQuery } from '../schemas/stats.ts';

export const getStats = route({
  method: 'GET',
  path: '/v1/stats',
  operationId: 'getStats',
  tag: 'Stats',
  summary: 'Figures of some days',
  auth: 'customer',
  query: statsQuery,
  responses: { 200: { description: 'Of the days from `from` to `to`, both included', schema: stats } },
  errors: [],
});
