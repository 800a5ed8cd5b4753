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
    balances: {
      entered_sats: report.money.enteredSats,
      upgrade_grant_sats: report.money.upgradeGrantSats,
      spent_sats: report.money.spentSats,
      reserved_sats: report.money.reservedSats,
      free_sats: report.money.freeSats,
    },
  };
}
