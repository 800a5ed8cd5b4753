import type { ReportReason } from '@asg/domain/names';
import { reportReasons } from '@asg/domain/names';
import { Button, Dialog, Notice, SelectField, TextAreaField, useToast } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';

const noteCharsMax = 1_000;

interface ReportDialogProps {
  readonly open: boolean;
  readonly assignmentId: string;
  readonly onClose: () => void;
}

/** Tells the operator of an item that should not be shown. The item stays the worker's. */
export default function ReportDialog({ open, assignmentId, onClose }: ReportDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={messages.report.open} closeLabel={messages.app.close}>
      <ReportForm key={assignmentId} assignmentId={assignmentId} onSent={onClose} />
    </Dialog>
  );
}

function ReportForm({
  assignmentId,
  onSent,
}: {
  readonly assignmentId: string;
  readonly onSent: () => void;
}) {
  const [reason, setReason] = useState<ReportReason | null>(null);
  const [note, setNote] = useState('');
  const [checked, setChecked] = useState(false);
  const say = useToast();
  const send = useMutation({
    mutationFn: (chosen: ReportReason) =>
      api.report(assignmentId, { reason: chosen, note: note.trim() === '' ? null : note.trim() }),
    onSuccess: () => {
      say({ text: messages.report.sent });
      onSent();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (reason !== null) send.mutate(reason);
  };
  return (
    <form className="ui-stack" noValidate onSubmit={submit}>
      <p className="ui-muted">{messages.report.lead}</p>
      {send.isError && (
        <Notice tone="danger" urgent>
          {problemText(send.error)}
        </Notice>
      )}
      <SelectField
        label={messages.report.reason}
        value={reason ?? ''}
        required
        error={checked && reason === null ? messages.report.needReason : null}
        onChange={({ target }) => setReason(reportReasons.find((one) => one === target.value) ?? null)}
      >
        <option value="">{messages.report.choose}</option>
        {reportReasons.map((one) => (
          <option key={one} value={one}>
            {messages.report.reasons[one]}
          </option>
        ))}
      </SelectField>
      <TextAreaField
        label={messages.report.note}
        note={messages.app.optional}
        value={note}
        maxLength={noteCharsMax}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="form-actions">
        <Button type="submit" variant="primary" busy={send.isPending}>
          {messages.report.send}
        </Button>
      </div>
    </form>
  );
}
