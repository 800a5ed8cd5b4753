import {
  type CustomerPermission,
  customerPermissions,
  type MemberRole,
  memberRoles,
  type OperatorPermission,
  type OperatorRole,
  operatorPermissions,
  operatorRoles,
  type Role,
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
  audit: 'See who did what, and take it away as a file',
  people: 'Invite those who label for the organisation alone, see how they work, part with them',
  members: 'See and invite members, change their roles, remove them',
  models: 'See and change the models that the server asks for predictions, with their keys and budgets',
  accounts: 'See customers, workers, queues, the audit, and who did what',
  suspend: 'Suspend and reinstate workers, dissolve links between accounts',
  recover: 'End the second factor of somebody who lost it',
  personal: 'Take out all that is known of somebody, delete an account',
  ledger: 'See balances, statements, settlements and the treasury',
  payments: 'Grant and refund money, move coins of the treasury',
  customers: 'Change tier and quota of customers, suspend them',
  gold: 'See and change gold tasks, see how workers answer',
  moderation: 'Decide reports and appeals, delete content',
  operators: 'See and invite operators, change their roles, remove them',
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
  support: ['accounts', 'suspend', 'recover', 'personal', 'ledger', 'moderation'],
  finance: ['accounts', 'ledger', 'payments', 'customers'],
  moderator: ['accounts', 'suspend', 'gold', 'moderation'],
};

/** What a caller has of an organisation, which none of the keys that they make goes beyond. */
export interface Grant {
  /** Null: everything, also what comes later. */
  readonly scopes: readonly CustomerPermission[] | null;
  /** Null: until it is taken away. */
  readonly expiresAtMs: number | null;
}

/** Every grant lets its owner see the account that it is for. */
export function permissionsOf({ scopes }: Grant): readonly CustomerPermission[] {
  if (scopes === null) return customerPermissions;
  return customerPermissions.filter((one) => one === 'account' || scopes.includes(one));
}

/** What a member of that role has. Those who have all that there is have what comes later too. */
export function grantOfRole(role: MemberRole): Grant {
  const permissions = rolePermissions[role];
  const hasAll = customerPermissions.every((one) => permissions.includes(one));
  return { scopes: hasAll ? null : permissions, expiresAtMs: null };
}

/** What a key has, by its record. */
export function grantOfKey(key: {
  readonly scopes?: readonly CustomerPermission[];
  readonly expiresAtMs?: number;
}): Grant {
  return { scopes: key.scopes ?? null, expiresAtMs: key.expiresAtMs ?? null };
}

/** Whether `other` goes in no way beyond what `own` may do, whenever they end. */
export function covers(own: Grant, other: Grant): boolean {
  if (other.scopes === null) return own.scopes === null;
  const may = permissionsOf(own);
  return other.scopes.every((scope) => may.includes(scope));
}

export type KeyTerms =
  | { readonly ok: true; readonly grant: Grant }
  /** `scope`: the first of those that the maker does not have. `late`: the maker ends before. */
  | { readonly ok: false; readonly refusal: 'scope'; readonly scope: CustomerPermission }
  | { readonly ok: false; readonly refusal: 'past' }
  | { readonly ok: false; readonly refusal: 'late'; readonly untilMs: number };

/** What a new key has, made by somebody with a grant; what is not asked for is as theirs. */
export function keyTerms(
  own: Grant,
  wanted: { readonly scopes: readonly CustomerPermission[] | null; readonly expiresAtMs: number | null },
  nowMs: number,
): KeyTerms {
  const may = permissionsOf(own);
  const missing = wanted.scopes?.find((scope) => !may.includes(scope));
  if (missing !== undefined) return { ok: false, refusal: 'scope', scope: missing };
  const { expiresAtMs } = wanted;
  if (expiresAtMs !== null && expiresAtMs <= nowMs) return { ok: false, refusal: 'past' };
  if (expiresAtMs !== null && own.expiresAtMs !== null && expiresAtMs > own.expiresAtMs)
    return { ok: false, refusal: 'late', untilMs: own.expiresAtMs };
  return {
    ok: true,
    grant: { scopes: wanted.scopes ?? own.scopes, expiresAtMs: expiresAtMs ?? own.expiresAtMs },
  };
}

/** The role in an organisation of customers; null: it is one of the house. */
export const memberRoleOf = (role: Role): MemberRole | null =>
  memberRoles.find((one) => one === role) ?? null;

/** The role among those who run the service; null: it is none there. */
export const operatorRoleOf = (role: Role): OperatorRole | null =>
  operatorRoles.find((one) => one === role) ?? null;

/** Who hands out roles: an owner, or somebody with a grant, as an admin or a program. */
export type Giver = 'owner' | Grant;

/** How far a member with that role reaches; null: they hand out none. */
export function giverOf(role: Role): Giver | null {
  if (role === 'owner') return role;
  const known = memberRoleOf(role);
  return known !== null && rolePermissions[known].includes('members') ? grantOfRole(known) : null;
}

/** Whether they may make somebody that, or change somebody who is it: nobody reaches above themselves. */
export function mayHandOut(giver: Giver, role: Role): boolean {
  if (giver === 'owner') return true;
  const known = memberRoleOf(role);
  return known !== null && known !== 'owner' && covers(giver, grantOfRole(known));
}
