import type { HistoryItem } from '@asg/sdk';
import { Badge, Button, buttonLook, type Column, EmptyState, Table, type Tone } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { TransactionLink } from '../earnings/transaction-link.tsx';
import { messages, moment } from '../i18n/index.ts';
import { saidOf } from '../kinds/words.ts';
import { PagedList } from '../shell/paged-list.tsx';
import { ItemPreview } from './item-preview.tsx';
import { LabelDialog } from './label-dialog.tsx';
import { historyKey, historyPage } from './queries.ts';

const tones: Readonly<Record<HistoryItem['outcome'], Tone | 'neutral'>> = {
  waiting: 'neutral',
  agreed: 'accent',
  disagreed: 'warning',
  undecided: 'neutral',
  conceded: 'accent',
};

const answerOf = ({ type, label, value }: HistoryItem): string => saidOf(type, label, value);

function columnsOf(open: (label: HistoryItem) => void): readonly Column<HistoryItem>[] {
  return [
    {
      title: messages.history.item,
      cell: (label) => (
        <button type="button" className="history-item" onClick={() => open(label)}>
          <ItemPreview label={label} />
          <span className="clamped" dir="auto">
            {label.question}
          </span>
          <span className="ui-visually-hidden">
            , {messages.history.labelled({ time: moment(label.at) })}
          </span>
        </button>
      ),
    },
    {
      title: messages.history.answer,
      cell: (label) => (
        <strong className="clamped" dir="auto" title={answerOf(label)}>
          {answerOf(label)}
        </strong>
      ),
    },
    { title: messages.history.when, cell: ({ at }) => <time dateTime={at}>{moment(at)}</time> },
    {
      title: messages.history.outcome,
      cell: ({ type, outcome, decided, decided_value: value, label, appeal }) => (
        <div className="outcome">
          <Badge tone={tones[outcome]}>{messages.history.outcomes[outcome]}</Badge>
          {decided !== null && decided !== label && (
            <p className="ui-hint clamped" dir="auto">
              {messages.history.decided}: {saidOf(type, decided, value)}
            </p>
          )}
          {appeal !== null && (
            <p className="ui-hint">
              <Link href="/appeals">{messages.history.contested[appeal]}</Link>
            </p>
          )}
        </div>
      ),
    },
    {
      title: messages.history.payment,
      align: 'end',
      cell: (label) => <Payment label={label} onContest={() => open(label)} />,
    },
  ];
}

function Payment({ label, onContest }: { readonly label: HistoryItem; readonly onContest: () => void }) {
  const { txid, explorer_url: url, contestable, pay, reward_sats: sats } = label;
  const isEarned = pay === 'paid' || pay === 'due';
  return (
    <div className="outcome" data-align="end">
      <span>{isEarned ? messages.units.sats({ n: sats }) : messages.history.pays[pay]}</span>
      {pay === 'due' && <span className="ui-hint">{messages.history.pays.due}</span>}
      {txid !== null && url !== null && <TransactionLink txid={txid} url={url} />}
      {contestable && (
        <Button
          onClick={onContest}
          aria-label={messages.history.contestLabel({ label: answerOf(label), question: label.question })}
        >
          {messages.history.contest}
        </Button>
      )}
    </div>
  );
}

/** Labels, the newest first. Each opens with its item and why it came out so; what earned nothing can be contested there. */
export function LabelList() {
  const client = useQueryClient();
  const [opened, setOpened] = useState<HistoryItem | null>(null);
  return (
    <>
      <PagedList
        queryKey={historyKey}
        load={historyPage}
        empty={<NoLabels />}
        list={(labels) => (
          <Table
            caption={messages.history.caption}
            columns={columnsOf(setOpened)}
            rows={labels}
            rowKey={({ assignment_id }) => assignment_id}
          />
        )}
      />
      <LabelDialog
        label={opened}
        onSent={() => {
          setOpened(null);
          void client.invalidateQueries({ queryKey: historyKey });
        }}
        onClose={() => setOpened(null)}
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
