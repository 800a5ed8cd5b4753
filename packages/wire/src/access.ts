import type { CustomerPermission, OperatorPermission } from '@asg/domain/names';
import type { ErrorName } from './errors.ts';
import type { AddressLimit, CallerLimit } from './limits.ts';

/** What holds for every route of a kind of caller. */
interface CallerRules {
  /** As in OpenAPI: any of these tells who calls. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** `served`: each operation says itself what a suspended account may not do. */
  readonly suspended: 'refused' | 'served';
  readonly errors: readonly ErrorName[];
  /** Of what changes something, beside those. */
  readonly changeErrors: readonly ErrorName[];
}

/** Who may call: anyone, a customer with an API key, a worker or a person of the Console with a session, or the operator with the admin token. */
export type AuthKind = 'none' | 'customer' | 'worker' | 'person' | 'admin';

export const callerRules: Readonly<Record<AuthKind, CallerRules>> = {
  none: { security: [], suspended: 'served', errors: [], changeErrors: [] },
  customer: {
    security: [{ apiKey: [] }],
    suspended: 'refused',
    errors: [
      'invalid_api_key',
      'no_person_session',
      'expired_api_key',
      'account_suspended',
      'in_no_organisation',
      'not_permitted',
    ],
    changeErrors: [],
  },
  worker: {
    security: [{ workerToken: [] }, { workerCookie: [] }],
    suspended: 'served',
    errors: ['not_logged_in'],
    changeErrors: ['cross_site_request'],
  },
  person: {
    security: [{ personToken: [] }, { personCookie: [] }],
    suspended: 'served',
    errors: ['no_person_session'],
    changeErrors: ['cross_site_request'],
  },
  admin: {
    security: [{ adminToken: [] }],
    suspended: 'served',
    errors: ['invalid_admin_token', 'admin_disabled', 'not_permitted'],
    changeErrors: [],
  },
};

/**
 * Who may call, and whose share of requests it takes: `caller` the key's or the worker's own, a limit per account that too, the
 * others the address's. `may`: the permission that it takes of who calls. `ownPagesOnly`: it sets or ends a cookie, so that
 * pages of other sites may not call it.
 */
export type Access =
  | {
      readonly auth: 'customer';
      readonly may: CustomerPermission;
      readonly limit: CallerLimit;
      readonly ownPagesOnly?: never;
    }
  | {
      readonly auth: 'worker' | 'person';
      readonly may?: never;
      readonly limit: CallerLimit;
      readonly ownPagesOnly?: never;
    }
  | {
      readonly auth: 'admin';
      readonly may: OperatorPermission;
      readonly limit: AddressLimit;
      readonly ownPagesOnly?: true;
    }
  | {
      readonly auth: 'none';
      readonly may?: never;
      readonly limit: AddressLimit;
      readonly ownPagesOnly?: true;
    };
