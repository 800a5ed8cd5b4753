import type { ApiKeyRecord } from '@asg/domain';
import type { CreateKeyResult } from '@asg/people';
import { routes } from '@asg/wire';
import { notPermitted } from '../auth/permission.ts';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { type Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import { momentOf, rfc3339, rfc3339OrNull } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { storeTheKey } from './customer-routes.ts';

export function serveKeys(serve: Serve, { customers, clock }: GatewayOptions): void {
  serve(routes.createKey, async (request) => {
    const { name, scopes = null, expires_at = null } = request.body ?? {};
    const expires = momentOf('expires_at', expires_at ?? undefined);
    if (!expires.ok) return refuseFields([expires.detail]);
    const made = await customers.createKey(customerOf(request), {
      name: name?.trim() ?? null,
      scopes,
      expiresAtMs: expires.ms,
    });
    if (!made.ok) return keyRefusal(made);
    const { keyId, hint, createdAtMs } = made.key;
    return {
      status: 201,
      body: {
        key_id: keyId,
        api_key: made.apiKey,
        name: made.key.name ?? null,
        hint,
        ...termsOf(made.key),
        created_at: rfc3339(createdAtMs),
        message: storeTheKey,
      },
    };
  });

  serve(routes.listKeys, async (request) => {
    const caller = customerOf(request);
    const keys = await customers.keys(caller.customerId);
    const nowMs = clock.nowMs();
    const data = keys.map((key) => ({
      key_id: key.keyId,
      name: key.name ?? null,
      hint: key.hint,
      ...termsOf(key),
      expired: key.expiresAtMs !== undefined && key.expiresAtMs <= nowMs,
      created_at: rfc3339(key.createdAtMs),
      last_used_at: rfc3339OrNull(key.lastUsedAtMs ?? null),
      current: 'keyId' in caller && key.keyId === caller.keyId,
    }));
    return { status: 200, body: { data } };
  });

  serve(routes.revokeKey, async (request) => {
    switch (await customers.revokeKey(customerOf(request), request.params.key_id)) {
      case 'revoked':
        return { status: 204, body: undefined };
      case 'last_key':
        return refuse('last_key');
      case 'not_found':
        return refuse('key_not_found');
      case 'beyond':
        return beyond(
          'key_id',
          'scopes',
          'this key may do more than you: revoke it with one that may as much',
        );
    }
  });
}

/** What a key has, as answers say it. */
function termsOf({ scopes, expiresAtMs }: ApiKeyRecord) {
  return { scopes: scopes ?? null, expires_at: rfc3339OrNull(expiresAtMs ?? null) };
}

function keyRefusal(refused: Extract<CreateKeyResult, { readonly ok: false }>): Refusal {
  switch (refused.refusal) {
    case 'too_many_keys':
      return refuse('too_many_keys');
    case 'scope':
      return notPermitted(refused.scope, 'scopes');
    case 'past':
      return refuseFields([
        { field: 'expires_at', constraint: 'future', message: 'expires_at must be in the future' },
      ]);
    case 'late': {
      const until = rfc3339(refused.untilMs);
      return beyond(
        'expires_at',
        'maximum',
        `expires_at may be ${until} at the latest, when what makes it ends`,
      );
    }
  }
}

const beyond = (field: string, constraint: string, message: string): Refusal =>
  refuse('not_permitted', { message, details: [{ field, constraint, message }] });
