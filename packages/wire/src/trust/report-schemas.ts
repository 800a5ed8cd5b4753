import { recordOf, reportReasons, reportStatuses, reportVerdicts } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, id, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';

const count = (description: string) => Type.Integer({ description, examples: [0] });

export const adminReport = Type.Object(
  {
    report_id: id('rep_', 'The report'),
    status: choice(reportStatuses),
    reason: choice(reportReasons, { description: 'What the worker says is wrong' }),
    note: nullable(Type.String({ description: 'In the worker’s words' })),
    worker_id: id('wrk_', 'Who reported'),
    task_id: id('tsk_', 'The task'),
    customer_id: id('cust_', 'Whose item it is'),
    gold_id: nullable(id('gld_', 'The item, where its answer was known; the worker is not told')),
    task: nullable(
      Type.Object({
        status: Type.String({ description: 'Of the task, as it is now' }),
        data_url: Type.String(),
        question: Type.String(),
        sensitive: Type.Boolean(),
        taken_down: Type.Boolean(),
      }),
    ),
    customer_counts: Type.Object(
      {
        reported: count('Reports of this customer’s items'),
        ...recordOf(reportVerdicts, () => count('Of them so decided')),
      },
      { title: 'ReportCounts' },
    ),
    reported_at: timestamp('When it was reported'),
    decided_at: nullable(timestamp('When you decided on it')),
  },
  { title: 'AdminReport' },
);
export const adminReports = pageOf(adminReport, 'AdminReports');
export const adminReportsQuery = requestObject({
  ...pageFields('rep_'),
  customer_id: Type.Optional(
    Type.String({
      pattern: '^cust_[0-9A-HJKMNP-TV-Z]{26}$',
      description: 'All reports of this customer’s items, decided or not',
      'x-must': 'be the id of a customer',
    }),
  ),
});
export const adminReportParams = Type.Object({ report_id: pathId('rep_', 'The report') });
export const decideReportBody = requestObject(
  {
    verdict: choice(reportVerdicts, {
      description:
        'dismissed: nothing changes. marked_sensitive: only workers who take such items get it. taken_down: the task expires with that reason, and nobody is shown its item any more',
    }),
  },
  { title: 'DecideReport', examples: [{ verdict: 'taken_down' }] },
);
