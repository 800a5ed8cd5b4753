import { Asked, gateway, problemText, sats, save, shortened } from '@asg/console-kit';
import { answerText, askedOf } from '@asg/console-kit/kinds';
import { givenLabelSpec } from '@asg/domain/values';
import type { VerificationReport } from '@asg/receipts';
import type { Receipt, Task, Timeline } from '@asg/sdk';
import { Badge, Button, Card, CopyButton, Facts, Notice, serverUrl } from '@asg/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Check, Download, ExternalLink, Minus, ShieldCheck, X } from 'lucide-react';

interface ReceiptCardProps {
  readonly task: Task;
  readonly timeline: Timeline;
}

/** The proof of payment: to keep, and to check here, in this browser, without asking the server again. */
export function ReceiptCard({ task, timeline }: ReceiptCardProps) {
  const receipt = useQuery({
    queryKey: ['receipt', task.task_id],
    queryFn: async ({ signal }) => {
      const text = await gateway.tasks.receiptText(task.task_id, { signal });
      const { status }: Partial<Receipt> = JSON.parse(text);
      return { status, text };
    },
  });
  const { settlement, decision } = timeline;
  const answer = decision === null ? 'none' : answerText(askedOf(task), decision.consensus_label);
  return (
    <div className="receipt-print">
      <Card
        title="Receipt"
        hint="A file that proves, to anyone and without this service, that the label is in the payment."
        aside={receipt.data?.status != null && <Badge tone="accent">{receipt.data.status}</Badge>}
      >
        <div className="only-print">
          <Facts
            facts={[
              { name: 'Task', value: task.task_id },
              { name: 'Question', value: task.label_spec.question },
              { name: 'Answer', value: answer },
            ]}
          />
        </div>
        {settlement !== null && (
          <Facts
            facts={[
              { name: 'Cost', value: sats(settlement.total_cost_sats) },
              {
                name: 'Transaction',
                value: (
                  <>
                    <span className="only-print ui-mono">{settlement.bsv_txid}</span>
                    <span className="with-copy no-print">
                      <a
                        href={settlement.explorer_url}
                        target="_blank"
                        rel="noopener noreferrer"
                        className="explorer"
                      >
                        <span className="ui-mono">{shortened(settlement.bsv_txid, 10, 8)}</span>
                        <ExternalLink size={14} aria-hidden="true" />
                        <span className="ui-visually-hidden">in the explorer, opens in a new tab</span>
                      </a>
                      <CopyButton text={settlement.bsv_txid} label="Copy the transaction id" />
                    </span>
                  </>
                ),
              },
            ]}
          />
        )}
        <Asked query={receipt} height="6rem">
          {({ text }) => (text === '' ? null : <Proof task={task} timeline={timeline} receipt={text} />)}
        </Asked>
      </Card>
    </div>
  );
}

function Proof({ task, timeline, receipt }: ReceiptCardProps & { readonly receipt: string }) {
  const verify = useMutation({
    mutationFn: async () => {
      const { verifyReceipt } = await import('@asg/receipts');
      return verifyReceipt(receipt, {
        expected: {
          taskId: task.task_id,
          // Of deleted content nobody can say any more what it was.
          dataUrl: task.content_deleted_at === undefined ? task.data_url : undefined,
          labelSpec: givenLabelSpec(task.label_spec),
          consensusLabel: timeline.decision?.consensus_label,
        },
      });
    },
  });
  const keep = (): void =>
    save(new Blob([receipt], { type: 'application/json' }), `receipt-${task.task_id}.json`);
  return (
    <>
      <div className="actions">
        <Button
          variant="primary"
          busy={verify.isPending}
          icon={<ShieldCheck size={18} aria-hidden="true" />}
          onClick={() => verify.mutate()}
        >
          Verify in this browser
        </Button>
        <Button icon={<Download size={18} aria-hidden="true" />} onClick={keep}>
          Download
        </Button>
      </div>
      <p className="ui-muted">
        Whoever gets the file can check it without an account, at{' '}
        <a href={`${serverUrl()}/verify`}>{serverUrl()}/verify</a>.
      </p>
      {verify.isError && <Notice tone="danger">{problemText(verify.error)}</Notice>}
      {verify.data !== undefined && <Report report={verify.data} />}
    </>
  );
}

function Report({ report }: { readonly report: VerificationReport }) {
  const { ok, steps, warnings } = report;
  return (
    <div className="ui-stack" role="status">
      <Notice tone={ok ? 'accent' : 'danger'}>
        {ok
          ? 'The proof holds: this label is fixed in the transaction that paid for it.'
          : 'The proof does not hold.'}
      </Notice>
      <ol className="steps">
        {steps.map(({ step, ok: held, detail }) => (
          <li key={step} data-held={held ?? 'skipped'}>
            <span className="steps-mark">
              {held === true ? (
                <Check size={14} aria-hidden="true" />
              ) : held === false ? (
                <X size={14} aria-hidden="true" />
              ) : (
                <Minus size={14} aria-hidden="true" />
              )}
            </span>
            <div>
              <strong>{stepNames[step]}</strong>
              <span className="ui-visually-hidden">
                {held === true ? ': holds. ' : held === false ? ': fails. ' : ': not checked. '}
              </span>
              <p>{detail}</p>
            </div>
          </li>
        ))}
      </ol>
      {warnings.length > 0 && <Notice tone="warning">{warnings.join('. ')}</Notice>}
    </div>
  );
}

const stepNames: Readonly<Record<VerificationReport['steps'][number]['step'], string>> = {
  format: 'The file is a receipt',
  leaf: 'The record of the label hashes to the leaf',
  content: 'The record is about this task, its data and its question',
  path: 'The leaf is in the tree of its batch',
  commitment: 'The transaction commits to the tree',
  transaction: 'The transaction has the id that is claimed',
  proof: 'The transaction is in a block',
  header: 'The header is that of the block',
  proof_of_work: 'The block took the work that its network demands',
};
