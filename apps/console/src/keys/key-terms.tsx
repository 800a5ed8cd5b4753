import { When } from '@asg/console-kit';
import type { Grant } from '@asg/domain/roles';
import type { ApiKey } from '@asg/sdk';
import { Badge } from '@asg/ui';

/** What a key has, as a grant: nobody replaces or revokes one that has more than they have. */
export const grantOf = ({ scopes }: ApiKey): Grant => ({ scopes, expiresAtMs: null });

/** What it may do, in the names of permissions. */
export const ScopesOf = ({ scopes }: Pick<ApiKey, 'scopes'>) => (
  <span className="wrap">{scopes === null ? 'everything' : scopes.join(', ') || 'account'}</span>
);

/** Until when it opens something. */
export function EndOf({ apiKey: { expires_at, expired } }: { readonly apiKey: ApiKey }) {
  if (expires_at === null) return 'when revoked';
  return (
    <span className="stacked">
      <When at={expires_at} />
      {expired && <Badge tone="warning">Expired</Badge>}
    </span>
  );
}
