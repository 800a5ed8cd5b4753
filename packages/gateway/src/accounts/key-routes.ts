import { routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { storeTheKey } from './customer-routes.ts';

export function serveKeys(serve: Serve, { customers }: GatewayOptions): void {
  serve(routes.createKey, async (request) => {
    const { customerId } = customerOf(request);
    const made = await customers.createKey(customerId, request.body?.name?.trim() ?? null);
    if (!made.ok) return refuse(made.refusal);
    const { keyId, name = null, hint, createdAtMs } = made.key;
    return {
      status: 201,
      body: {
        key_id: keyId,
        api_key: made.apiKey,
        name,
        hint,
        created_at: rfc3339(createdAtMs),
        message: storeTheKey,
      },
    };
  });

  serve(routes.listKeys, async (request) => {
    const caller = customerOf(request);
    const keys = await customers.keys(caller.customerId);
    const data = keys.map(({ keyId, name = null, hint, createdAtMs, lastUsedAtMs = null }) => ({
      key_id: keyId,
      name,
      hint,
      created_at: rfc3339(createdAtMs),
      last_used_at: rfc3339OrNull(lastUsedAtMs),
      current: 'keyId' in caller && keyId === caller.keyId,
    }));
    return { status: 200, body: { data } };
  });

  serve(routes.revokeKey, async (request) => {
    const { customerId } = customerOf(request);
    switch (await customers.revokeKey(customerId, request.params.key_id)) {
      case 'revoked':
        return { status: 204, body: undefined };
      case 'last_key':
        return refuse('last_key');
      case 'not_found':
        return refuse('key_not_found');
    }
  });
}
