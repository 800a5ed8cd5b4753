import { lazyPart, Skeleton } from '@asg/ui';
import type { FactorCardProps } from '@asg/ui/factors';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense } from 'react';
import { factorProblem } from '../account/factor-problem.ts';
import { api } from '../api/clients.ts';
import { messages, moment } from '../i18n/index.ts';
import { sessionsKey } from './session-list.tsx';

/** With its libraries for passkeys and QR codes. */
const FactorCards = lazyPart(() => import('@asg/ui/factors'));

/** The worker's passkeys and second factor. */
export function FactorSection({ email }: { readonly email: string }) {
  const client = useQueryClient();
  return (
    <Suspense fallback={<Skeleton height="16rem" />}>
      <FactorCards
        api={api.factors}
        texts={messages.factors}
        email={email}
        explain={factorProblem}
        moment={moment}
        card={SecurityCard}
        onChanged={() => void client.invalidateQueries({ queryKey: sessionsKey })}
      />
    </Suspense>
  );
}

function SecurityCard({ title, hint, children }: FactorCardProps) {
  return (
    <section className="ui-card ui-stack">
      <div>
        <h2>{title}</h2>
        <p className="ui-muted">{hint}</p>
      </div>
      {children}
    </section>
  );
}
