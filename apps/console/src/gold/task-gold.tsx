import { Form, gateway, useMay } from '@asg/console-kit';
import { AnswerField, askedOf, useCandidates } from '@asg/console-kit/kinds';
import type { GoldUse } from '@asg/domain/names';
import type { Task } from '@asg/sdk';
import { Button, Sheet, TextField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { UseField } from './use-field.tsx';

const ended: ReadonlySet<string> = new Set(['verified', 'settled', 'expired', 'cancelled']);

interface TaskGoldProps {
  readonly task: Pick<Task, 'task_id' | 'status' | 'task_type' | 'label_spec' | 'content_deleted_at'>;
  /** What was decided; null: nothing was. */
  readonly label: string | null;
}

/** Makes gold of a task that has ended. */
export function TaskGold({ task, label }: TaskGoldProps) {
  const mayChange = useMay('submit');
  const [open, setOpen] = useState(false);
  if (!mayChange || !ended.has(task.status) || task.content_deleted_at !== undefined) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>Make it gold</Button>
      <Sheet open={open} onClose={() => setOpen(false)} title="Make this task gold" closeLabel="Close">
        <TaskGoldForm task={task} label={label} />
      </Sheet>
    </>
  );
}

function TaskGoldForm({ task, label: decided }: TaskGoldProps) {
  const asked = askedOf(task);
  const given = useCandidates(task, decided);
  const [label, setLabel] = useState(decided ?? '');
  const [reason, setReason] = useState('');
  const [use, setUse] = useState<GoldUse>('test');
  const [, go] = useLocation();
  const client = useQueryClient();
  const say = useToast();
  const make = useMutation({
    mutationFn: () => {
      const said = reason.trim() === '' ? {} : { reason: reason.trim() };
      return gateway.gold.ofTask(task.task_id, { label, use, ...said });
    },
    onSuccess: () => {
      say({ text: 'The task is gold now.' });
      go('/gold');
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['gold'] }),
  });
  return (
    <Form
      action="Make it gold"
      isMain
      busy={make.isPending}
      disabled={label === ''}
      error={make.error}
      onSend={() => make.mutate()}
    >
      <p>
        Others get its item too, with the answer known. Who labelled the task, or passed on it, never does in
        a test.
      </p>
      <AnswerField
        type={asked.type}
        spec={asked.spec}
        label="Right answer"
        value={label}
        given={given}
        onChange={setLabel}
        hint={
          decided === null
            ? 'Nothing was decided: say which one it is'
            : 'What was decided, unless you know better'
        }
        {...(decided === null && { none: 'Choose one of the options' })}
      />
      <TextField
        label="Why it is right"
        note="optional"
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        hint="Workers are told in practice, and never else"
      />
      <UseField use={use} onChange={setUse} />
    </Form>
  );
}
