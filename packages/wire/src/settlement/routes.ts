import { route } from '../contract.ts';
import {
  adminSettlementDetail,
  adminSettlementParams,
  adminSettlements,
  adminSettlementsQuery,
  requestMoveBody,
  treasury,
  treasuryMove,
  treasuryMoveParams,
} from './schemas.ts';

export const adminGetTreasury = route({
  method: 'GET',
  path: '/v1/admin/treasury',
  operationId: 'adminGetTreasury',
  tag: 'Admin',
  summary: 'The wallet that pays, and how settlement stands',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  responses: { 200: { description: 'The treasury', schema: treasury } },
  errors: [],
});

export const adminListSettlements = route({
  method: 'GET',
  path: '/v1/admin/settlements',
  operationId: 'adminListSettlements',
  tag: 'Admin',
  summary: 'Settlements, by state',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  query: adminSettlementsQuery,
  responses: { 200: { description: 'One page', schema: adminSettlements } },
  errors: [],
});

export const adminGetSettlement = route({
  method: 'GET',
  path: '/v1/admin/settlements/{settlement_id}',
  operationId: 'adminGetSettlement',
  tag: 'Admin',
  summary: 'One settlement with its transaction',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  params: adminSettlementParams,
  responses: { 200: { description: 'The settlement', schema: adminSettlementDetail } },
  errors: ['settlement_not_found'],
});

export const adminRequestMove = route({
  method: 'POST',
  path: '/v1/admin/treasury/moves',
  operationId: 'adminRequestMove',
  tag: 'Admin',
  summary: 'Make coins for more lanes, or one coin of many',
  description: 'Stored at once, made by the settler as soon as a lane is free.',
  auth: 'admin',
  may: 'payments',
  limit: 'address',
  body: requestMoveBody,
  responses: { 202: { description: 'Asked for', schema: treasuryMove } },
  errors: [],
});

export const adminGetMove = route({
  method: 'GET',
  path: '/v1/admin/treasury/moves/{settlement_id}',
  operationId: 'adminGetMove',
  tag: 'Admin',
  summary: 'What became of a treasury move',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  params: treasuryMoveParams,
  responses: { 200: { description: 'The move', schema: treasuryMove } },
  errors: ['settlement_not_found'],
});
