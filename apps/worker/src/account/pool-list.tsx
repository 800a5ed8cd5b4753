import { Button, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/clients.ts';
import { day, messages } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';

export const poolsKey = ['pools'] as const;

/** Organisations that the worker labels for as one of their own people, each to be left; nothing where there is none. */
export function PoolList() {
  const say = useToast();
  const client = useQueryClient();
  const query = useQuery({ queryKey: poolsKey, queryFn: () => api.pools() });
  const leave = useMutation({
    mutationFn: (poolId: string) => api.leavePool(poolId),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: poolsKey }),
  });
  const pools = query.data ?? [];
  if (pools.length === 0) return null;
  return (
    <section className="ui-card ui-stack">
      <h2>{messages.join.pools}</h2>
      <p className="ui-muted">{messages.join.poolsText}</p>
      <ul className="sessions">
        {pools.map(({ pool_id, organisation, joined_at }) => (
          <li key={pool_id} className="setting">
            <span className="wrapped">
              {organisation}
              <br />
              <span className="ui-muted">{messages.join.since({ date: day(joined_at) })}</span>
            </span>
            <Button
              busy={leave.isPending && leave.variables === pool_id}
              aria-label={messages.join.leaveOf({ organisation })}
              onClick={() => leave.mutate(pool_id)}
            >
              {messages.join.leave}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
