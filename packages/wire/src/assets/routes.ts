import { Type } from 'typebox';
import { route } from '../contract.ts';
import { task, taskParams } from '../tasks/schemas.ts';
import { asset, assetPage, assetParams, assetsQuery, deleteAssetQuery } from './schemas.ts';

const bodyBytesMax = 64 * 1024 * 1024;

export const uploadAsset = route({
  method: 'POST',
  path: '/v1/assets',
  operationId: 'uploadAsset',
  tag: 'Assets',
  summary: 'Give an image or a text',
  description:
    'The body is the file itself, whatever its Content-Type says: what it is, its content tells; a `Content-Encoding` (gzip, deflate, br, zstd) is undone first. Up to 10 MiB unless the operator sets another bound. The same bytes are one asset, however often they are given.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  bodyBytesMax,
  responses: {
    201: { description: 'Kept', schema: asset },
    200: { description: 'You gave it before', schema: asset },
  },
  errors: [
    'validation_failed',
    'body_required',
    'assets_full',
    'body_too_large',
    'asset_unsupported',
    'encoded_body',
    'too_many_assets_at_once',
  ],
});

export const listAssets = route({
  method: 'GET',
  path: '/v1/assets',
  operationId: 'listAssets',
  tag: 'Assets',
  summary: 'Your assets, the newest first',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  query: assetsQuery,
  responses: { 200: { description: 'One page', schema: assetPage } },
  errors: [],
});

export const getAsset = route({
  method: 'GET',
  path: '/v1/assets/{sha256}',
  operationId: 'getAsset',
  tag: 'Assets',
  summary: 'An asset',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: assetParams,
  responses: { 200: { description: 'The asset', schema: asset } },
  errors: ['asset_not_found'],
});

export const getAssetContent = route({
  method: 'GET',
  path: '/v1/assets/{sha256}/content',
  operationId: 'getAssetContent',
  tag: 'Assets',
  summary: 'Its bytes, as they were given',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: assetParams,
  responses: {
    200: {
      description: 'The bytes',
      schema: Type.String({ format: 'binary' }),
      contentTypes: ['application/octet-stream'],
      streams: true,
    },
  },
  errors: ['asset_not_found'],
});

export const deleteAsset = route({
  method: 'DELETE',
  path: '/v1/assets/{sha256}',
  operationId: 'deleteAsset',
  tag: 'Assets',
  summary: 'Delete an asset',
  description:
    'No byte of it is kept. Refused while an open task, or a gold item that is given out, shows it; the answer says which. Cancel such a task; gold of your own is let go with `retire_gold=true`. Tasks that have ended keep their labels and receipts.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: assetParams,
  query: deleteAssetQuery,
  responses: { 204: { description: 'Gone' } },
  errors: ['asset_not_found', 'asset_in_use'],
});

export const deleteTaskContent = route({
  method: 'DELETE',
  path: '/v1/tasks/{task_id}/content',
  operationId: 'deleteTaskContent',
  tag: 'Tasks',
  summary: 'Delete what a task shows',
  description:
    'Of a task that has ended: its `data_url`, its metadata and its asset, unless an open task shows that too. The question, the label, the payment and the receipt stay; the receipt goes on to verify.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: taskParams,
  responses: { 200: { description: 'What is left of it', schema: task } },
  errors: ['task_not_found', 'task_open'],
});

export const adminDeleteTaskContent = route({
  method: 'DELETE',
  path: '/v1/admin/tasks/{task_id}/content',
  operationId: 'adminDeleteTaskContent',
  tag: 'Admin',
  summary: 'Take down what a task shows',
  description:
    'Whoever’s it is. An open task expires with `reason: taken_down`; labels that did arrive are paid as on any expiry, without any the quota comes back. An asset goes with it, and ends all other tasks of its customer that show it.',
  auth: 'admin',
  may: 'moderation',
  limit: 'address',
  params: taskParams,
  responses: { 200: { description: 'What is left of it', schema: task } },
  errors: ['task_not_found'],
});
