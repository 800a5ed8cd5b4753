import assert from 'node:assert/strict';
import type { ReportRecord } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

function aReport({ ids, nowMs }: Stage, change: Partial<ReportRecord> = {}): ReportRecord {
  return {
    reportId: ids.next('report'),
    workerId: ids.next('worker'),
    taskId: ids.next('task'),
    customerId: 'cust_a',
    goldId: null,
    reason: 'violence',
    note: null,
    reportedAtMs: nowMs,
    verdict: null,
    ...change,
  };
}

export const reportSuite: Suite = {
  'a report waits until it is decided on, and the first verdict stands': async (stage) => {
    const { reports } = stage.storage;
    const [mine, later, other] = [aReport(stage), aReport(stage), aReport(stage, { customerId: 'cust_b' })];
    for (const report of [mine, later, other]) assert.deepEqual(await reports.make(report), report);
    assert.deepEqual(await reports.make({ ...mine, note: 'again' }), mine, 'the same id is the same report');
    const page = { limit: 10, before: null } as const;
    assert.deepEqual(await reports.waiting(page), [other, later, mine]);
    const verdict = { kind: 'taken_down', atMs: stage.nowMs } as const;
    const decide = { reportId: mine.reportId, verdict: 'taken_down', nowMs: stage.nowMs } as const;
    assert.deepEqual(await reports.decide(decide), { ...mine, verdict });
    const second = await reports.decide({ ...decide, verdict: 'dismissed', nowMs: stage.nowMs + 1 });
    assert.deepEqual(second?.verdict, verdict);
    assert.deepEqual(await reports.get(mine.reportId), { ...mine, verdict });
    assert.deepEqual(await reports.waiting({ ...page, before: other.reportId }), [later]);
    assert.deepEqual(await reports.ofCustomer({ ...page, group: 'cust_a' }), [later, { ...mine, verdict }]);
    assert.equal(await reports.decide({ ...decide, reportId: stage.ids.next('report') }), null);
  },

  'reports and their verdicts are counted once by customer': async (stage) => {
    const { reportCounts } = stage.storage;
    const [one, two] = [aReport(stage), aReport(stage)];
    await Promise.all([one, two, one].map((report) => reportCounts.count(report)));
    const dismissed = { ...one, verdict: { kind: 'dismissed', atMs: stage.nowMs } } as const;
    for (let i = 0; i < 2; i++) await reportCounts.count(dismissed);
    const { reported, verdicts } = await reportCounts.get('cust_a');
    assert.equal(reported, 2);
    assert.deepEqual(verdicts, { dismissed: 1, marked_sensitive: 0, taken_down: 0 });
    assert.equal((await reportCounts.get('cust_b')).reported, 0);
  },
};
