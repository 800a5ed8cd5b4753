import type { AuditLogEntry } from '@asg/sdk';
import { EmptyState } from '@asg/ui';
import { ScrollText } from 'lucide-react';
import { Link } from 'wouter';
import { api } from '../api/clients.ts';
import { messages, moment } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { PagedList } from '../shell/paged-list.tsx';

const pageSize = 25;

/** What was done in the account, by whom and from where, the newest first. */
export function TrailPage() {
  const { title, lead, empty, back } = messages.trail;
  return (
    <Page title={title} lead={lead}>
      <p>
        <Link href="/security">{back}</Link>
      </p>
      <PagedList
        queryKey={['trail']}
        load={(cursor) => api.auditLog({ limit: pageSize, ...(cursor !== null && { cursor }) })}
        empty={<EmptyState icon={<ScrollText size={28} />} title={empty} />}
        list={(entries) => (
          <ul className="sessions" aria-label={title}>
            {entries.map((entry) => (
              <Entry key={entry.number} entry={entry} />
            ))}
          </ul>
        )}
      />
    </Page>
  );
}

function Entry({ entry }: { readonly entry: AuditLogEntry }) {
  const { at, network, actor, texts } = entry;
  const { byOperator, bySystem } = messages.trail;
  const by = actor?.kind === 'operator' ? byOperator : actor?.kind === 'system' ? bySystem : null;
  const typed = Object.values(texts ?? {}).filter((text) => typeof text === 'string');
  return (
    <li className="setting">
      <span className="ui-breaks">
        {whatOf(entry)}
        {typed.length > 0 && (
          <>
            <br />
            {typed.join(' · ')}
          </>
        )}
        <br />
        <span className="ui-muted">
          <time dateTime={at}>{moment(at)}</time>
          {[by, network].map((part) => (part === null ? '' : ` · ${part}`)).join('')}
        </span>
      </span>
    </li>
  );
}

/** In words; the name of what is new here as it is. */
function whatOf({ action, outcome, after }: AuditLogEntry): string {
  const { actions, refused, unknown, factors } = messages.trail;
  const named: Readonly<Record<string, string | undefined>> = actions;
  const what = named[action] ?? action;
  if (outcome === 'unknown') return unknown({ what });
  if (outcome !== 'refused') return what;
  const known: Readonly<Record<string, string | undefined>> = factors;
  return refused({ what, why: known[String(after?.factor)] ?? factors.other });
}
