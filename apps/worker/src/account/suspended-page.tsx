import type { Worker } from '@asg/sdk';
import { Notice } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { AppealForm } from '../appeals/appeal-form.tsx';
import { appealsKey, appealsPage } from '../appeals/queries.ts';
import { Forfeits } from '../earnings/forfeits.tsx';
import { day, messages } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { PayHold } from '../shell/pay-hold.tsx';
import { useFreshMe } from '../shell/session.ts';

/** In place of the work: why there is none, and how to contest that. */
export default function SuspendedPage({ me }: { readonly me: Worker }) {
  useFreshMe();
  const { suspension } = me;
  const { data, refetch } = useQuery({
    queryKey: [...appealsKey, 'first'],
    queryFn: () => appealsPage(null),
  });
  const isContested = data?.data.some(
    ({ about, suspension_reason, opened_at }) =>
      about === 'suspension' &&
      suspension_reason === suspension?.reason &&
      opened_at >= (suspension?.since ?? ''),
  );
  return (
    <Page
      title={messages.suspended.title}
      {...(suspension === null ? {} : { lead: messages.suspended.since({ date: day(suspension.since) }) })}
    >
      <Notice tone="danger">
        <strong>{messages.suspended.reason}</strong>
        <p dir="auto">{suspension?.reason}</p>
      </Notice>
      <PayHold me={me} isContested={isContested === true} />
      {(me.pay_hold?.pending_sats ?? 0) === 0 && <p>{messages.suspended.keeps}</p>}
      <Forfeits />
      {isContested === true && (
        <Notice>
          {messages.suspended.contested} <Link href="/appeals">{messages.suspended.toAppeals}</Link>
        </Notice>
      )}
      {isContested === false && (
        <section className="ui-card ui-stack">
          <h2>{messages.suspended.contest}</h2>
          <p className="ui-muted">{messages.suspended.contestText}</p>
          <AppealForm assignmentId={null} onSent={() => void refetch()} />
        </section>
      )}
    </Page>
  );
}
