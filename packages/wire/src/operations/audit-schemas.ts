import { consensusPolicies, recordOf } from '@asg/domain/names';
import { Type } from 'typebox';

export const decisionAudit = Type.Object(
  {
    ok: Type.Boolean({ description: 'Whether every decision comes out the same' }),
    tasks: Type.Integer({ description: 'Tasks that were read' }),
    decisions: Type.Object(
      recordOf([...consensusPolicies, 'gold'], () => Type.Integer()),
      { description: 'Decisions that were replayed, by what decided them' },
    ),
    failed: Type.Integer(),
    culprits: Type.Array(Type.String(), { description: 'What is wrong; the first 20' }),
  },
  { title: 'DecisionAudit' },
);

export const auditReport = Type.Object(
  {
    ok: Type.Boolean({ description: 'Whether every proof holds' }),
    results: Type.Array(
      Type.Object({
        check: Type.String({ description: 'What was checked' }),
        proves: Type.String({ description: 'What it proves' }),
        ok: Type.Boolean(),
        checked: Type.Integer({ description: 'How many things were compared' }),
        failed: Type.Integer(),
        culprits: Type.Array(Type.String(), { description: 'What is wrong; the first 20' }),
      }),
    ),
    settlements: Type.Integer(),
    tasks: Type.Integer(),
    labels_paid: Type.Integer(),
    paid_sats: Type.Integer({ description: 'Paid to workers' }),
    miner_fee_sats: Type.Integer(),
    balances: Type.Object(
      {
        entered_sats: Type.Integer({ description: 'Grants, deposits and allowances, less refunds' }),
        upgrade_grant_sats: Type.Integer({
          description: 'Granted for tasks from before there were balances, as they were paid',
        }),
        spent_sats: Type.Integer(),
        reserved_sats: Type.Integer({ description: 'For tasks that are open or not paid yet' }),
        free_sats: Type.Integer(),
      },
      { description: 'Money of all customers: entered and granted is spent, reserved or free' },
    ),
  },
  { title: 'AuditReport' },
);
