import { route } from '../contract.ts';
import { accuracy } from './accuracy-schemas.ts';
import { distribution, distributionQuery } from './distribution-schemas.ts';
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

export const getDistribution = route({
  method: 'GET',
  path: '/v1/stats/distribution',
  operationId: 'getDistribution',
  tag: 'Stats',
  summary: 'What the results of a job, a batch or a template are like',
  description:
    'Give one of `job_id`, `batch_id` and `template`. The figures are sums that are kept while labels arrive: they cost the same however many tasks there are.',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  query: distributionQuery,
  responses: { 200: { description: 'As it is now', schema: distribution } },
  errors: ['job_not_found', 'batch_not_found'],
});

export const getAccuracy = route({
  method: 'GET',
  path: '/v1/stats/accuracy',
  operationId: 'getAccuracy',
  tag: 'Stats',
  summary: 'How many labels of a job, a batch or a template are right, and what to review',
  description:
    'Give one of `job_id`, `batch_id` and `template`. From the confidences of what is decided and from your own reviews: each tells what is right among labels that are about as sure, so that it does no harm to begin with the doubtful ones. Before the first reviews it rests on confidences alone.',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  query: distributionQuery,
  responses: { 200: { description: 'As it is now', schema: accuracy } },
  errors: ['job_not_found', 'batch_not_found'],
});
