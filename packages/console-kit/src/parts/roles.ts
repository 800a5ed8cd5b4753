import type { MemberRole, OperatorRole } from '@asg/domain/names';

/** What members are, in words. */
export const memberRoleTexts: Readonly<Record<MemberRole, string>> = {
  owner: 'May do everything, and alone makes, changes and removes owners.',
  admin: 'May do everything but make, change or remove owners.',
  developer: 'Submits work, sees and exports results, makes keys and webhooks, sees what it costs.',
  analyst: 'Sees and exports tasks, results and figures. Changes nothing.',
  billing: 'Sees balance and usage, pays in and sets limits. Sees no tasks.',
};

/** The same of those who run the service. */
export const operatorRoleTexts: Readonly<Record<OperatorRole, string>> = {
  owner: 'Runs the service: may do everything, and invites operators.',
  support: 'Helps workers and customers, and decides reports and appeals.',
  finance: 'Sees all money, pays grants and refunds, and changes what customers have.',
  moderator: 'Decides reports and appeals, sees gold tasks, and suspends workers.',
};
