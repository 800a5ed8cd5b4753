import { adminWorkerParams } from '../accounts/admin-schemas.ts';
import { route } from '../contract.ts';
import { confusionQuery, workerConfusions } from './confusion-schemas.ts';

export const adminGetConfusion = route({
  method: 'GET',
  path: '/v1/admin/workers/{worker_id}/confusion',
  operationId: 'adminGetConfusion',
  tag: 'Admin',
  summary: 'Which options a worker takes for which',
  description:
    'A matrix for each type and set of options that they labelled, by what closed tasks and gold tell.',
  auth: 'admin',
  may: 'gold',
  limit: 'address',
  params: adminWorkerParams,
  query: confusionQuery,
  responses: { 200: { description: 'One page', schema: workerConfusions } },
  errors: ['worker_not_found'],
});
