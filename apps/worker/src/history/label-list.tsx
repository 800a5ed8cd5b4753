import type { HistoryItem } from '@asg/sdk';
import { Badge, Button, buttonLook, type Column, EmptyState, Table, type Tone } from '@asg/ui';
import { History } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { AppealDialog } from '../appeals/appeal-dialog.tsx';
import { TransactionLink } from '../earnings/transaction-link.tsx';
import { PagedList } from '../shell/paged-list.tsx';
import { moment, words } from '../words/index.ts';
import { historyKey, historyPage } from './queries.ts';

const tones: Readonly<Record<HistoryItem['outcome'], Tone | 'neutral'>> = {
  waiting: 'neutral',
  agreed: 'accent',
  disagreed: 'warning',
  undecided: 'neutral',
  gold_miss: 'danger',
  conceded: 'accent',
};

function columnsOf(contest: (label: HistoryItem) => void): readonly Column<HistoryItem>[] {
  return [
    {
      title: words.history.question,
      cell: ({ question }) => (
        <span className="clamped" dir="auto" title={question}>
          {question}
        </span>
      ),
    },
    { title: words.history.answer, cell: ({ label }) => <strong dir="auto">{label}</strong> },
    { title: words.history.when, cell: ({ at }) => <time dateTime={at}>{moment(at)}</time> },
    {
      title: words.history.outcome,
      cell: ({ outcome }) => <Badge tone={tones[outcome]}>{words.history.outcomes[outcome]}</Badge>,
    },
    {
      title: words.history.payment,
      align: 'end',
      cell: (label) => <Payment label={label} onContest={() => contest(label)} />,
    },
  ];
}

function Payment({ label, onContest }: { readonly label: HistoryItem; readonly onContest: () => void }) {
  const { txid, explorer_url: url, outcome } = label;
  if (txid !== null && url !== null) return <TransactionLink txid={txid} url={url} />;
  if (outcome === 'gold_miss') return <Button onClick={onContest}>{words.history.contest}</Button>;
  return <span className="ui-muted">–</span>;
}

/** Labels, the newest first. A miss of an item with a known answer can be contested here. */
export function LabelList() {
  const [contested, setContested] = useState<HistoryItem | null>(null);
  return (
    <>
      <PagedList
        queryKey={historyKey}
        load={historyPage}
        empty={<NoLabels />}
        list={(labels) => (
          <Table
            caption={words.history.caption}
            columns={columnsOf(setContested)}
            rows={labels}
            rowKey={({ task_id }) => task_id}
          />
        )}
      />
      <AppealDialog
        open={contested !== null}
        taskId={contested?.task_id ?? null}
        subject={contested === null ? '' : words.appeals.aboutLabel(contested.label, contested.question)}
        onClose={() => setContested(null)}
      />
    </>
  );
}

function NoLabels() {
  return (
    <div className="ui-card">
      <EmptyState
        icon={<History size={28} />}
        title={words.history.emptyTitle}
        actions={
          <Link href="/" {...buttonLook({ variant: 'primary' })}>
            {words.earnings.toWork}
          </Link>
        }
      >
        <p>{words.history.emptyText}</p>
      </EmptyState>
    </div>
  );
}
