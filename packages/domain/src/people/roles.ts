import {
  type CustomerPermission,
  customerPermissions,
  type MemberRole,
  type OperatorPermission,
  type OperatorRole,
  operatorPermissions,
} from './names.ts';

/** What each permission opens, as the docs and the Console say it. */
export const permissionTexts = {
  account: 'See the account, its limits and what one may do in it',
  read: 'See tasks, jobs, results, receipts, items and figures',
  submit: 'Submit and cancel tasks and jobs, upload and delete items',
  export: 'Take labels away as files',
  webhooks: 'See and change webhooks, replay deliveries',
  billing: 'See balance, usage, invoices and deposits',
  money: 'Pay in, and set spending limits',
  keys: 'See, make and revoke API keys',
  accounts: 'See customers, workers, queues and the audit',
  suspend: 'Suspend and reinstate workers, dissolve links between accounts',
  ledger: 'See balances, statements, settlements and the treasury',
  payments: 'Grant and refund money, move coins of the treasury',
  customers: 'Change tier and quota of customers, suspend them',
  gold: 'See and change gold tasks, see how workers answer',
  moderation: 'Decide reports and appeals, delete content',
} as const satisfies Readonly<Record<CustomerPermission | OperatorPermission, string>>;

/** What members of an organisation may do. */
export const rolePermissions: Readonly<Record<MemberRole, readonly CustomerPermission[]>> = {
  owner: customerPermissions,
  admin: customerPermissions,
  developer: ['account', 'read', 'submit', 'export', 'webhooks', 'billing', 'keys'],
  analyst: ['account', 'read', 'export'],
  billing: ['account', 'billing', 'money'],
};

/** What those may do who run the service. */
export const operatorRolePermissions: Readonly<Record<OperatorRole, readonly OperatorPermission[]>> = {
  owner: operatorPermissions,
  support: ['accounts', 'suspend', 'ledger', 'moderation'],
  finance: ['accounts', 'ledger', 'payments', 'customers'],
  moderator: ['accounts', 'suspend', 'gold', 'moderation'],
};

/** What a key with these scopes may do; without scopes it may do everything. Every key may see its own account. */
export function keyPermissions({
  scopes,
}: {
  readonly scopes?: readonly CustomerPermission[] | undefined;
}): readonly CustomerPermission[] {
  return scopes === undefined
    ? customerPermissions
    : customerPermissions.filter((one) => one === 'account' || scopes.includes(one));
}
