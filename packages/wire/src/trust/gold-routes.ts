import { batchBodyBytesMax, route } from '../contract.ts';
import { addGoldBody, gold, goldAdded, goldPage, goldParams, goldQuery } from './gold-schemas.ts';

export const adminAddGold = route({
  method: 'POST',
  path: '/v1/admin/gold',
  operationId: 'adminAddGold',
  tag: 'Admin',
  summary: 'Add an item whose answer is known',
  description:
    'Mixed among the tasks of the same type and options, unmarked: often for new workers, rarely for proven ones. Paid as any task, on nobody’s quota.',
  auth: 'admin',
  may: 'gold',
  limit: 'address',
  body: addGoldBody,
  responses: { 201: { description: 'Added', schema: gold } },
  errors: ['unsupported_task_type', 'question_required'],
});

export const adminImportGold = route({
  method: 'POST',
  path: '/v1/admin/gold/import',
  operationId: 'adminImportGold',
  tag: 'Admin',
  summary: 'Add many items',
  description:
    'JSONL (`application/x-ndjson`), whose line is what `POST /v1/admin/gold` takes, or CSV (`text/csv`) with the columns type, data_url or text, question, options (cat|dog), gold_label, language, gold_feedback; told by its content. Up to 10,000 rows and 8 MiB. All are added, or none.',
  auth: 'admin',
  may: 'gold',
  limit: 'address',
  bodyBytesMax: batchBodyBytesMax,
  responses: { 201: { description: 'Added', schema: goldAdded } },
  errors: ['validation_failed', 'body_required', 'body_too_large', 'unsupported_media_type'],
});

export const adminListGold = route({
  method: 'GET',
  path: '/v1/admin/gold',
  operationId: 'adminListGold',
  tag: 'Admin',
  summary: 'All items whose answers are known, the operator’s and customers’',
  auth: 'admin',
  may: 'gold',
  limit: 'address',
  query: goldQuery,
  responses: { 200: { description: 'One page', schema: goldPage } },
  errors: [],
});

export const adminRetireGold = route({
  method: 'POST',
  path: '/v1/admin/gold/{gold_id}/retire',
  operationId: 'adminRetireGold',
  tag: 'Admin',
  summary: 'Give an item out no more',
  auth: 'admin',
  may: 'gold',
  limit: 'address',
  params: goldParams,
  responses: { 200: { description: 'Retired, now or before', schema: gold } },
  errors: ['gold_not_found'],
});
