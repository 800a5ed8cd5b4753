import type { HistoryItem } from '@asg/sdk';
import { Dialog } from '@asg/ui';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { AppealForm } from '../appeals/appeal-form.tsx';
import { TransactionLink } from '../earnings/transaction-link.tsx';
import { messages, moment } from '../i18n/index.ts';
import { saidOf } from '../kinds/words.ts';
import { ItemView } from './item-view.tsx';

interface LabelDialogProps {
  /** Null: it is closed. */
  readonly label: HistoryItem | null;
  readonly onSent: () => void;
  readonly onClose: () => void;
}

/** One label: its item, the worker's answer, what was decided, what it earned and why, and the way to contest that. */
export function LabelDialog({ label, onSent, onClose }: LabelDialogProps) {
  return (
    <Dialog
      open={label !== null}
      onClose={onClose}
      title={messages.history.answer}
      closeLabel={messages.app.close}
    >
      {label !== null && <LabelView key={label.assignment_id} label={label} onSent={onSent} />}
    </Dialog>
  );
}

function LabelView({ label, onSent }: { readonly label: HistoryItem; readonly onSent: () => void }) {
  const { type, question, label: answer, value, at, appeal, contestable, assignment_id: id } = label;
  const { gold_feedback: right, gold_feedback_value: rightValue } = label;
  return (
    <div className="ui-stack">
      <ItemView label={label} />
      <dl className="label-facts">
        <Fact name={messages.history.answer}>
          <strong>{saidOf(type, answer, value)}</strong>
        </Fact>
        <Fact name={messages.history.decided}>{decidedText(label)}</Fact>
        <Fact name={messages.history.why}>
          {messages.history.outcomeTexts[label.outcome]} {payText(label)} <Transaction label={label} />
        </Fact>
        {right !== null && (
          <Fact name={messages.history.outcome}>
            {messages.history.rightAnswer({ answer: saidOf(type, right, rightValue) })}
          </Fact>
        )}
        <Fact name={messages.history.question}>{question}</Fact>
        <Fact name={messages.history.when}>
          <time dateTime={at}>{moment(at)}</time>
        </Fact>
      </dl>
      {appeal !== null && (
        <p>
          <Link href="/appeals">{messages.history.contested[appeal]}</Link>
        </p>
      )}
      {contestable && (
        <section className="ui-stack">
          <h3>{messages.appeals.contest}</h3>
          <AppealForm assignmentId={id} onSent={onSent} />
        </section>
      )}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

function decidedText({ type, decided, decided_value: value, outcome }: HistoryItem): ReactNode {
  if (decided !== null) return <strong>{saidOf(type, decided, value)}</strong>;
  return outcome === 'waiting' ? messages.history.nothingDecided : messages.history.noDecision;
}

function payText({ pay, reward_sats: sats }: HistoryItem): string {
  const text = messages.history.payTexts[pay];
  return typeof text === 'string' ? text : text({ amount: messages.units.sats({ n: sats }) });
}

function Transaction({ label: { txid, explorer_url: url } }: { readonly label: HistoryItem }) {
  return txid === null || url === null ? null : <TransactionLink txid={txid} url={url} />;
}
