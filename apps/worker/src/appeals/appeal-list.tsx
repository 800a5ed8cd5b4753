import type { Appeal } from '@asg/sdk';
import { Badge, EmptyState, type Tone } from '@asg/ui';
import { Scale } from 'lucide-react';
import { messages, moment } from '../i18n/index.ts';
import { PagedList } from '../shell/paged-list.tsx';
import { appealsKey, appealsPage } from './queries.ts';

const tones: Readonly<Record<Appeal['status'], Tone | 'neutral'>> = {
  open: 'neutral',
  upheld: 'accent',
  rejected: 'warning',
};

/** What the worker contested, and what the operator answered. */
export function AppealList() {
  return (
    <PagedList
      queryKey={appealsKey}
      load={appealsPage}
      empty={
        <div className="ui-card">
          <EmptyState icon={<Scale size={28} />} title={messages.appeals.emptyTitle}>
            <p>{messages.appeals.emptyText}</p>
          </EmptyState>
        </div>
      }
      list={(appeals) => (
        <ul className="appeals">
          {appeals.map((appeal) => (
            <AppealCard key={appeal.appeal_id} appeal={appeal} />
          ))}
        </ul>
      )}
    />
  );
}

function AppealCard({ appeal }: { readonly appeal: Appeal }) {
  const { about, status, message, answer, opened_at, suspension_reason: reason } = appeal;
  return (
    <li className="ui-card ui-stack">
      <div className="appeal-head">
        <h2>{messages.appeals.about[about]}</h2>
        <Badge tone={tones[status]}>{messages.appeals.states[status]}</Badge>
        <time className="ui-hint" dateTime={opened_at}>
          {moment(opened_at)}
        </time>
      </div>
      <dl className="appeal-words">
        {reason !== null && (
          <div>
            <dt>{messages.suspended.reason}</dt>
            <dd dir="auto">{reason}</dd>
          </div>
        )}
        <div>
          <dt>{messages.appeals.yours}</dt>
          <dd dir="auto">{message}</dd>
        </div>
        {answer !== null && (
          <div>
            <dt>{messages.appeals.answer}</dt>
            <dd dir="auto">{answer}</dd>
          </div>
        )}
      </dl>
    </li>
  );
}
