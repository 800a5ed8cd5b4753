import { plural, problemText, useMay } from '@asg/console-kit';
import { viewOf } from '@asg/console-kit/kinds';
import { AskOthers, keyedMax, MakeGold, useJudge, Verdict } from '@asg/console-kit/reviews';
import { namesIn } from '@asg/domain/names';
import type { Task } from '@asg/sdk';
import { Button, EmptyState, Notice, SelectField, Skeleton } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Keyboard, SearchX } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { groupsOf, Items } from './items.tsx';
import { KeysDialog } from './keys.tsx';
import { Panel } from './panel.tsx';
import { type Bench as BenchState, orders, views } from './state.ts';
import { useRows } from './use-rows.ts';

interface BenchProps {
  readonly bench: BenchState;
  /** Tasks by answer, where that is known. */
  readonly totals: ReadonlyMap<string, number>;
}

interface Asked {
  readonly what: 'gold' | 'others';
  readonly task: Task;
}

const isUndecided = ({ status }: Task): boolean => status === 'pending' || status === 'in_progress';

/** The items, and the one that is open beside them. */
export function Bench({ bench, totals }: BenchProps) {
  const { view, by, open, change } = bench;
  const query = useRows(bench);
  const groups = groupsOf(query.data?.pages.flatMap((page) => page.data) ?? []);
  const rows = groups.flatMap(({ tasks }) => tasks);
  const ids = rows.map(({ task_id }) => task_id);
  const [chosen, setChosen] = useState<string | null>(open);
  const current = useCurrentOf(ids, chosen);
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const [showsKeys, setShowsKeys] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const client = useQueryClient();
  const judge = useJudge();
  const mayJudge = useMay('submit');

  const focusItem = useCallback((): void => {
    const focus = (): void => list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    focus();
    // What is over the list, and goes with this, lets nothing else have the focus until then.
    requestAnimationFrame(focus);
  }, []);
  /** Whether one is open now: it may have been closed while an answer was awaited. */
  const isOpen = useRef(open !== null);
  useLayoutEffect(() => {
    isOpen.current = open !== null;
  }, [open]);
  const moveTo = (taskId: string): void => {
    setChosen(taskId);
    if (isOpen.current) change({ open: taskId }, { replace: true });
  };
  const step = (way: 1 | -1): void => {
    const to = ids[ids.indexOf(current ?? '') + way];
    if (to !== undefined) moveTo(to);
  };
  const close = (): void => {
    isOpen.current = false;
    change({ open: null }, { replace: true });
    focusItem();
  };
  const openItem = (taskId: string): void => {
    if (open === taskId) panel.current?.focus();
    else change({ open: taskId }, { replace: open !== null });
  };
  /** The task that keys are about: the open one, else that on which one stands. */
  const about = (): Task | null => {
    const id = open ?? current;
    return rows.find(({ task_id }) => task_id === id) ?? client.getQueryData<Task>(['task', id]) ?? null;
  };
  const accept = (task: Task): void => {
    if (task.decision === null) return;
    void judge.accept(task);
    step(1);
  };
  const correct = (task: Task, label: string): void => {
    if (label === task.decision?.consensus_label) accept(task);
    else {
      void judge.correct(task, label);
      step(1);
    }
  };
  const undo = (task: Task | null): void =>
    void judge.undo(task).then((taskId) => {
      if (taskId !== null && ids.includes(taskId)) moveTo(taskId);
    });
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (!isForBench(event)) return;
    const isInList = list.current?.contains(event.target instanceof Node ? event.target : null) === true;
    const does: Readonly<Record<string, () => void>> = {
      ...(isInList
        ? { enter: () => current !== null && openItem(current) }
        : { j: () => step(1), k: () => step(-1) }),
      ...(open === null ? {} : { escape: close }),
      '?': () => setShowsKeys(true),
      ...(mayJudge ? judging() : {}),
    };
    const act = does[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const judging = (): Readonly<Record<string, () => void>> => {
    const task = about();
    const undoing = { u: () => undo(task) };
    if (task === null || isUndecided(task)) return undoing;
    const options = (viewOf(task.task_type).answers(task.label_spec) ?? []).slice(0, keyedMax);
    return {
      ...undoing,
      ...Object.fromEntries(options.map((option, i) => [String(i + 1), () => correct(task, option)])),
      ...(task.decision === null ? {} : { a: () => accept(task), g: () => setAsked({ what: 'gold', task }) }),
      r: () => setAsked({ what: 'others', task }),
    };
  };
  const answered = (): void => setAsked(null);
  useEnteredByKey(focusItem);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its list and its open item have the focus, and their keys come here.
    <div className="bench" data-open={open !== null} onKeyDown={press}>
      <div className="bench-bar">
        <fieldset className="segments">
          <legend className="ui-visually-hidden">How items are shown</legend>
          {namesIn(views).map((one) => (
            <label key={one}>
              <input type="radio" name="view" checked={one === view} onChange={() => change({ view: one })} />
              <span>{views[one]}</span>
            </label>
          ))}
        </fieldset>
        <div className="range">
          <SelectField
            label="Order"
            value={by}
            onChange={({ currentTarget: { value } }) => {
              for (const one of namesIn(orders)) if (one === value) change({ by: one });
            }}
          >
            {namesIn(orders).map((one) => (
              <option key={one} value={one}>
                {orders[one]}
              </option>
            ))}
          </SelectField>
        </div>
        <Button
          variant="quiet"
          icon={<Keyboard size={18} aria-hidden="true" />}
          onClick={() => setShowsKeys(true)}
        >
          Keys
        </Button>
        <p className="bench-said" role="status" data-failed={judge.failed}>
          {judge.said}
        </p>
      </div>
      {bench.plan !== null && query.isSuccess && (
        <Notice>
          These are the {plural(rows.length, 'item')} whose reviews narrow the expected accuracy to ± 1:{' '}
          {rows.filter(({ review }) => review !== undefined).length} of them are reviewed.{' '}
          <Link href={bench.link({ plan: null })}>Show all</Link>
        </Notice>
      )}
      <div className="bench-work">
        <div className="ui-stack" aria-busy={query.isFetching}>
          {query.isPending && <Skeleton height="24rem" />}
          {query.isError && (
            <Notice tone="danger" urgent>
              {problemText(query.error)}
            </Notice>
          )}
          {query.isSuccess && rows.length === 0 && <Nothing more={query.hasNextPage} />}
          {rows.length > 0 && (
            <Items
              list={list}
              groups={groups}
              view={view}
              current={current}
              open={open}
              totals={totals}
              onMove={moveTo}
              onOpen={openItem}
            />
          )}
        </div>
        {open !== null && (
          <Panel
            taskId={open}
            place={ids.includes(open) ? `${ids.indexOf(open) + 1} of ${ids.length}` : ''}
            panel={panel}
            onStep={step}
            onClose={close}
            onBeside={focusItem}
            actions={(task) =>
              mayJudge ? (
                <Verdict
                  task={task}
                  hasKeys
                  onAccept={() => accept(task)}
                  onCorrect={(label) => correct(task, label)}
                  onGold={() => setAsked({ what: 'gold', task })}
                  onAsk={() => setAsked({ what: 'others', task })}
                  onUndo={() => undo(task)}
                />
              ) : null
            }
          />
        )}
      </div>
      {query.hasNextPage && (
        <div className="more">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {rows.length === 0 ? 'Look further' : 'Show more'}
          </Button>
        </div>
      )}
      <MakeGold
        task={asked?.what === 'gold' ? asked.task : null}
        onMake={judge.makeGold}
        onClose={answered}
      />
      <AskOthers
        task={asked?.what === 'others' ? asked.task : null}
        onAsk={judge.askOthers}
        onClose={answered}
      />
      <KeysDialog open={showsKeys} onClose={() => setShowsKeys(false)} />
    </div>
  );
}

/** The chosen item; where it has gone, the one that stands in its place. */
function useCurrentOf(ids: readonly string[], chosen: string | null): string | null {
  const place = useRef(0);
  const at = chosen === null ? -1 : ids.indexOf(chosen);
  useEffect(() => {
    if (at !== -1) place.current = at;
  }, [at]);
  if (at !== -1) return chosen;
  return ids[Math.min(place.current, ids.length - 1)] ?? null;
}

/** J and K, pressed where the page was just come to, lead into the list. */
function useEnteredByKey(enter: () => void): void {
  useEffect(() => {
    const main = document.getElementById('content');
    const press = (event: globalThis.KeyboardEvent): void => {
      if (event.target !== main || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== 'j' && event.key !== 'k') return;
      event.preventDefault();
      enter();
    };
    main?.addEventListener('keydown', press);
    return () => main?.removeEventListener('keydown', press);
  }, [enter]);
}

/** Keys with which something is written, or a dialog is answered, are not for the bench. */
function isForBench({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement)) return false;
  return target.closest('input, select, textarea, .ui-dialog, .bench-bar') === null;
}

function Nothing({ more }: { readonly more: boolean }) {
  if (more) return <Notice>None of the tasks that were looked at matches.</Notice>;
  return (
    <EmptyState icon={<SearchX size={28} />} title="No task to show">
      <p>Nothing was decided yet, or the filters above let nothing through.</p>
    </EmptyState>
  );
}
