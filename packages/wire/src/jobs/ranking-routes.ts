import { route } from '../contract.ts';
import { batchParams } from '../tasks/schemas.ts';
import { ranking } from './ranking-schemas.ts';
import { jobParams } from './schemas.ts';

const description =
  'Of tasks of the type comparison: the items of all of them in the order in which they were found better, with intervals. Up to 500 items and 20,000 labels.';
const responses = { 200: { description: 'The best first', schema: ranking } };

export const getJobRanking = route({
  method: 'GET',
  path: '/v1/jobs/{job_id}/ranking',
  operationId: 'getJobRanking',
  tag: 'Jobs',
  summary: 'The items that a job compares, the best first',
  description,
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: jobParams,
  responses,
  errors: ['job_not_found', 'nothing_compared', 'too_much_to_rank', 'too_many_rankings'],
});

export const getBatchRanking = route({
  method: 'GET',
  path: '/v1/batches/{batch_id}/ranking',
  operationId: 'getBatchRanking',
  tag: 'Tasks',
  summary: 'The items that a batch compares, the best first',
  description,
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: batchParams,
  responses,
  errors: ['batch_not_found', 'nothing_compared', 'too_much_to_rank', 'too_many_rankings'],
});
