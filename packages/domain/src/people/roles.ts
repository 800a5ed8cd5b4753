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
  audit: 'See who did what, and take it away as a file',
  people: 'Invite those who label for the organisation alone, see how they work, part with them',
  accounts: 'See customers, workers, queues, the audit, and who did what',
  suspend: 'Suspend and reinstate workers, dissolve links between accounts',
  recover: 'End the second factor of somebody who lost it',
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
  support: ['accounts', 'suspend', 'recover', 'ledger', 'moderation'],
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
