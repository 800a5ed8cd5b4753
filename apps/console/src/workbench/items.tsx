import { count, percent, spoken } from '@asg/console-kit';
import { Answer, answerText, askedOf } from '@asg/console-kit/kinds';
import { ReviewMark } from '@asg/console-kit/reviews';
import type { Task } from '@asg/sdk';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { ItemFace } from './item-face.tsx';
import { answerOfTask, type View } from './state.ts';

export interface Group {
  /** Null: they have none. */
  readonly answer: string | null;
  readonly tasks: readonly Task[];
}

/** By answer: the groups in the order in which their first tasks come. */
export function groupsOf(rows: readonly Task[]): readonly Group[] {
  const groups = new Map<string | null, Task[]>();
  for (const task of rows) {
    const answer = answerOfTask(task);
    groups.set(answer, [...(groups.get(answer) ?? []), task]);
  }
  return [...groups].map(([answer, tasks]) => ({ answer, tasks }));
}

interface ItemsProps {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly groups: readonly Group[];
  readonly view: View;
  /** The task that keys are about. */
  readonly current: string | null;
  readonly open: string | null;
  /** Tasks in all by answer, where that is known. */
  readonly totals: ReadonlyMap<string, number>;
  readonly onMove: (taskId: string) => void;
  readonly onOpen: (taskId: string) => void;
}

/** The items as one list with one tab stop: the arrow keys, J and K go through it, Enter opens. */
export function Items({ list, groups, view, current, open, totals, onMove, onOpen }: ItemsProps) {
  const hadFocus = useRef(false);
  useEffect(() => {
    const now = list.current?.querySelector<HTMLElement>('[role="option"][tabindex="0"]');
    if (!hadFocus.current || now == null || now === document.activeElement) return;
    // Only where the focus is here, or was when what had it was taken away.
    const isHere = list.current?.contains(document.activeElement) === true;
    if (isHere || document.activeElement === document.body) now.focus();
  });
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const step = stepOf(event, list.current);
    if (step === null) return;
    event.preventDefault();
    const id = step.dataset.task;
    if (id !== undefined) onMove(id);
    step.focus();
  };
  return (
    <div
      ref={list}
      className="items"
      role="listbox"
      aria-label="Items"
      data-view={view}
      onKeyDown={move}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={({ relatedTarget }) => {
        // The word of it comes without a place to go where the item itself was taken away.
        if (relatedTarget !== null) hadFocus.current = list.current?.contains(relatedTarget) === true;
      }}
    >
      {groups.map(({ answer, tasks }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields.
        <div key={answer ?? ''} role="group" aria-label={headOf({ answer, tasks })}>
          <p className="items-head" aria-hidden="true">
            <bdi>{headOf({ answer, tasks })}</bdi>
            <span className="ui-muted">
              {shownText(tasks.length, answer === null ? undefined : totals.get(answer))}
            </span>
          </p>
          <div className="items-of" role="presentation">
            {tasks.map((task) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys.
              <div
                key={task.task_id}
                role="option"
                className="item"
                data-task={task.task_id}
                data-open={task.task_id === open}
                aria-selected={task.task_id === current}
                tabIndex={task.task_id === current ? 0 : -1}
                onClick={() => {
                  onMove(task.task_id);
                  onOpen(task.task_id);
                }}
              >
                <ItemFace task={task} />
                <ItemSays task={task} />
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function headOf({ answer, tasks: [first] }: Group): string {
  return answer === null || first === undefined ? 'Without an answer' : answerText(askedOf(first), answer);
}

const shownText = (shown: number, all: number | undefined): string =>
  all === undefined || all <= shown ? count(shown) : `${count(shown)} of ${count(all)}`;

function ItemSays({ task }: { readonly task: Task }) {
  const { decision } = task;
  return (
    <span className="item-says">
      {decision === null ? (
        <span>{spoken(task.status)}</span>
      ) : (
        <>
          <span className="item-answer">
            <Answer asked={askedOf(task)} answer={decision.consensus_label} />
          </span>
          <span className="ui-muted">
            {percent(decision.confidence)} sure, {count(decision.agreement_count)} of{' '}
            {count(decision.worker_count)}
          </span>
        </>
      )}
      <ReviewMark task={task} />
    </span>
  );
}

/** The option that a key goes to; null: it is none of the list's keys. */
function stepOf(
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
  list: HTMLElement | null,
): HTMLElement | null {
  if (list === null || ctrlKey || metaKey || altKey) return null;
  const options = [...list.querySelectorAll<HTMLElement>('[role="option"]')];
  const at = options.findIndex((option) => option.tabIndex === 0);
  const to = {
    j: at + 1,
    k: at - 1,
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: options.length - 1,
  }[key];
  if (to !== undefined) return options[Math.min(options.length - 1, Math.max(0, to))] ?? null;
  const here = options[at];
  if (here === undefined || (key !== 'ArrowDown' && key !== 'ArrowUp')) return null;
  return inLine(options, at, key === 'ArrowDown' ? 1 : -1) ?? here;
}

/** The option above or below, nearest to this one's middle. */
function inLine(options: readonly HTMLElement[], at: number, way: 1 | -1): HTMLElement | null {
  const here = options[at]?.getBoundingClientRect();
  if (here === undefined) return null;
  const places = (way === 1 ? options.slice(at + 1) : options.slice(0, at).toReversed()).map((option) => ({
    option,
    box: option.getBoundingClientRect(),
  }));
  const next = places.find(({ box }) => Math.abs(box.top - here.top) > 1);
  const line = places.filter(({ box }) => next !== undefined && Math.abs(box.top - next.box.top) <= 1);
  const middle = (box: DOMRect): number => Math.abs(box.left + box.width / 2 - (here.left + here.width / 2));
  return line.sort((a, b) => middle(a.box) - middle(b.box))[0]?.option ?? null;
}
