import { useCallback, useEffect, useState } from 'react';
import { Notice, Skeleton } from '../states.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import type { FactorProps, FactorsShown } from './types.ts';

export type { FactorCardProps, FactorProps, FactorsApi, FactorTexts, Problem } from './types.ts';

/** What somebody signs in with beside the password: passkeys, and codes as a second factor. */
export default function FactorCards(props: FactorProps) {
  const { api, explain, onChanged } = props;
  const [shown, setShown] = useState<FactorsShown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback((): void => {
    api.get().then(setShown, (error: unknown) => setProblem(explain(error).other));
  }, [api, explain]);
  useEffect(load, [load]);
  const changed = (): void => {
    load();
    onChanged();
  };
  if (problem !== null)
    return (
      <Notice tone="danger" urgent>
        {problem}
      </Notice>
    );
  if (shown === null) return <Skeleton height="16rem" />;
  return (
    <>
      <PasskeysCard {...props} shown={shown} onChanged={changed} />
      <SecondFactorCard {...props} shown={shown} onChanged={changed} />
    </>
  );
}
