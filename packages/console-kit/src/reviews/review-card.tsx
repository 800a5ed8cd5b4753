import type { Task } from '@asg/sdk';
import { Card } from '@asg/ui';
import { useState } from 'react';
import { AskOthers } from './ask-others.tsx';
import { useJudge } from './use-judge.ts';
import { Verdict } from './verdict.tsx';

/** The customer's own word on a task's label, beside what was decided. */
export function ReviewCard({ task }: { readonly task: Task }) {
  const judge = useJudge();
  const [asked, setAsked] = useState(false);
  if (task.status === 'pending' || task.status === 'in_progress') return null;
  return (
    <Card
      title="Your review"
      hint="Beside the answer, which stays as it was decided, paid and proven. Exports carry both."
    >
      <Verdict
        task={task}
        onAccept={() => void judge.accept(task)}
        onCorrect={(label) => void judge.correct(task, label)}
        onAsk={() => setAsked(true)}
        onUndo={() => void judge.undo(task)}
      />
      <p role="status" className="ui-hint" data-failed={judge.failed}>
        {judge.said}
      </p>
      <AskOthers task={asked ? task : null} onAsk={judge.askOthers} onClose={() => setAsked(false)} />
    </Card>
  );
}
