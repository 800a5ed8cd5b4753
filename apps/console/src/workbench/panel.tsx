import { Asked, gateway, When } from '@asg/console-kit';
import type { Task, Timeline } from '@asg/sdk';
import { Button, Notice, Sheet } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Outcome } from '../tasks/outcome.tsx';
import { ReceiptCard } from '../tasks/receipt-card.tsx';
import { TaskItem } from '../tasks/task-item.tsx';
import { useFromHere } from '../tasks/way-back.ts';

interface PanelProps {
  readonly taskId: string;
  /** Where it stands on the list, e.g. "3 of 30". */
  readonly place: string;
  readonly onStep: (step: 1 | -1) => void;
  readonly onClose: () => void;
  /** It is beside the list now, no more over it. */
  readonly onBeside: () => void;
  readonly panel: RefObject<HTMLElement | null>;
  /** What can be done with it. */
  readonly actions: (task: Task) => ReactNode;
}

/** Where there is no room beside the list, the item is over it. */
const narrow = '(max-width: 70rem)';

function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const media = matchMedia(narrow);
    const note = (): void => setNarrow(media.matches);
    note();
    media.addEventListener('change', note);
    return () => media.removeEventListener('change', note);
  }, []);
  return isNarrow;
}

/** One item beside the others: what it is, what was said of it, and the proof that it was paid. */
export function Panel(props: PanelProps) {
  const { place, onStep, onClose, panel, onBeside } = props;
  const isNarrow = useNarrow();
  const wasNarrow = useRef(isNarrow);
  useEffect(() => {
    // What had the focus over the list went with it.
    if (wasNarrow.current && !isNarrow) onBeside();
    wasNarrow.current = isNarrow;
  }, [isNarrow, onBeside]);
  const title = `Item ${place}`;
  const steps = (
    <>
      <Button
        variant="quiet"
        shape="icon"
        aria-label="The item before"
        icon={<ChevronLeft size={20} aria-hidden="true" />}
        onClick={() => onStep(-1)}
      />
      <Button
        variant="quiet"
        shape="icon"
        aria-label="The next item"
        icon={<ChevronRight size={20} aria-hidden="true" />}
        onClick={() => onStep(1)}
      />
    </>
  );
  if (isNarrow)
    return (
      <Sheet open onClose={onClose} title={title} closeLabel="Close the item">
        <div className="panel-body">
          <div className="actions">{steps}</div>
          <PanelBody {...props} />
        </div>
      </Sheet>
    );
  return (
    <section className="ui-card panel" aria-label="The open item" tabIndex={-1} ref={panel}>
      <header className="panel-head">
        <h2>{title}</h2>
        {steps}
        <Button
          variant="quiet"
          shape="icon"
          aria-label="Close the item"
          icon={<X size={20} aria-hidden="true" />}
          onClick={onClose}
        />
      </header>
      <div className="panel-body">
        <PanelBody {...props} />
      </div>
    </section>
  );
}

function PanelBody({ taskId, actions }: PanelProps) {
  const state = useFromHere();
  const task = useQuery({
    queryKey: ['task', taskId],
    queryFn: ({ signal }) => gateway.tasks.get(taskId, { signal }),
  });
  const timeline = useQuery({
    queryKey: ['timeline', taskId],
    queryFn: ({ signal }) => gateway.tasks.timeline(taskId, { signal }),
  });
  return (
    <Asked query={task} height="24rem" missing="There is no such task">
      {(found) => (
        <>
          <p className="panel-question" dir="auto">
            {found.label_spec.question}
          </p>
          {found.content_deleted_at === undefined ? (
            <TaskItem key={taskId} task={found} />
          ) : (
            <Notice>
              The content was deleted on <When at={found.content_deleted_at} />.
            </Notice>
          )}
          {actions(found)}
          <Asked query={timeline} height="14rem">
            {(known) => <Known task={found} timeline={known} />}
          </Asked>
          <p>
            <Link href={`/tasks/${taskId}`} state={state}>
              The page of this task
            </Link>
          </p>
        </>
      )}
    </Asked>
  );
}

function Known({ task, timeline }: { readonly task: Task; readonly timeline: Timeline }) {
  return (
    <>
      <Outcome task={task} timeline={timeline} />
      {task.status === 'settled' && <ReceiptCard task={task} timeline={timeline} />}
      {task.status === 'verified' && (
        <p className="ui-muted">It is decided, and paid soon: then it has a receipt.</p>
      )}
    </>
  );
}
