import type { HistoryItem } from '@asg/sdk';
import { Badge, Button, buttonLook, type Column, EmptyState, Table, type Tone } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { AppealDialog } from '../appeals/appeal-dialog.tsx';
import { TransactionLink } from '../earnings/transaction-link.tsx';
import { messages, moment } from '../i18n/index.ts';
import { PagedList } from '../shell/paged-list.tsx';
import { historyKey, historyPage } from './queries.ts';

const tones: Readonly<Record<HistoryItem['outcome'], Tone | 'neutral'>> = {
  waiting: 'neutral',
  agreed: 'accent',
  disagreed: 'warning',
  undecided: 'neutral',
  conceded: 'accent',
};

function columnsOf(contest: (label: HistoryItem) => void): readonly Column<HistoryItem>[] {
  return [
    {
      title: messages.history.question,
      cell: ({ question }) => (
        <span className="clamped" dir="auto" title={question}>
          {question}
        </span>
      ),
    },
    {
      title: messages.history.answer,
      cell: ({ label }) => (
        <strong className="clamped" dir="auto" title={label}>
          {label}
        </strong>
      ),
    },
    { title: messages.history.when, cell: ({ at }) => <time dateTime={at}>{moment(at)}</time> },
    {
      title: messages.history.outcome,
      cell: ({ outcome, appeal, gold_feedback: answer }) => (
        <div className="outcome">
          <Badge tone={tones[outcome]}>{messages.history.outcomes[outcome]}</Badge>
          {appeal !== null && (
            <p className="ui-hint">
              <Link href="/appeals">{messages.history.contested[appeal]}</Link>
            </p>
          )}
          {answer !== null && (
            <p className="ui-hint" dir="auto">
              {messages.history.rightAnswer({ answer })}
            </p>
          )}
        </div>
      ),
    },
    {
      title: messages.history.payment,
      align: 'end',
      cell: (label) => <Payment label={label} onContest={() => contest(label)} />,
    },
  ];
}

function Payment({ label, onContest }: { readonly label: HistoryItem; readonly onContest: () => void }) {
  const { txid, explorer_url: url, contestable } = label;
  if (txid !== null && url !== null) return <TransactionLink txid={txid} url={url} />;
  if (contestable)
    return (
      <Button
        onClick={onContest}
        aria-label={messages.history.contestLabel({ label: label.label, question: label.question })}
      >
        {messages.history.contest}
      </Button>
    );
  return <span className="ui-muted">–</span>;
}

/** Labels, the newest first. What earned nothing can be contested here. */
export function LabelList() {
  const client = useQueryClient();
  const [contested, setContested] = useState<HistoryItem | null>(null);
  return (
    <>
      <PagedList
        queryKey={historyKey}
        load={historyPage}
        empty={<NoLabels />}
        list={(labels) => (
          <Table
            caption={messages.history.caption}
            columns={columnsOf(setContested)}
            rows={labels}
            rowKey={({ assignment_id }) => assignment_id}
          />
        )}
      />
      <AppealDialog
        open={contested !== null}
        assignmentId={contested?.assignment_id ?? null}
        subject={
          contested === null
            ? ''
            : messages.appeals.aboutLabel({ label: contested.label, question: contested.question })
        }
        onSent={() => {
          setContested(null);
          void client.invalidateQueries({ queryKey: historyKey });
        }}
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
        title={messages.history.emptyTitle}
        actions={
          <Link href="/" {...buttonLook({ variant: 'primary' })}>
            {messages.earnings.toWork}
          </Link>
        }
      >
        <p>{messages.history.emptyText}</p>
      </EmptyState>
    </div>
  );
}
