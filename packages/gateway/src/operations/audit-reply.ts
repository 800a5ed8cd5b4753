import type { SettlementAdmin } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';

type Audit = Awaited<ReturnType<SettlementAdmin['audit']>>;
export function auditReply(report: Audit): AnswerOf<typeof routes.adminAudit>['body'] {
  return {
    ok: report.ok,
    results: report.results.map((result) => ({ ...result, culprits: [...result.culprits] })),
    settlements: report.settlements,
    tasks: report.tasks,
    labels_paid: report.labelsPaid,
    paid_sats: report.paidSats,
    miner_fee_sats: report.minerFeeSats,
  };
}
