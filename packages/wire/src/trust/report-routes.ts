import { route } from '../contract.ts';
import {
  adminReport,
  adminReportParams,
  adminReports,
  adminReportsQuery,
  decideReportBody,
} from './report-schemas.ts';

export const adminListReports = route({
  method: 'GET',
  path: '/v1/admin/reports',
  operationId: 'adminListReports',
  tag: 'Admin',
  summary: 'Items that workers reported, and wait for you',
  auth: 'admin',
  may: 'moderation',
  limit: 'address',
  query: adminReportsQuery,
  responses: { 200: { description: 'One page, the newest first', schema: adminReports } },
  errors: [],
});

export const adminDecideReport = route({
  method: 'POST',
  path: '/v1/admin/reports/{report_id}/decide',
  operationId: 'adminDecideReport',
  tag: 'Admin',
  summary: 'Decide on a report',
  description:
    'The first verdict stands. Labels that a task had when it was taken down are paid, as on any expiry; without any the quota comes back. An asset that is taken down ends all other tasks of its customer that show it, too. A gold item that is not dismissed is given out no more.',
  auth: 'admin',
  may: 'moderation',
  limit: 'address',
  params: adminReportParams,
  body: decideReportBody,
  responses: { 200: { description: 'Decided, now or before', schema: adminReport } },
  errors: ['report_not_found'],
});
