import { itemKinds } from '@asg/domain/names';
import type { Worker } from '@asg/sdk';
import { Button, buttonLook, lazyPart, Sheet, Skeleton, useToast } from '@asg/ui';
import type { Zoomable } from '@asg/ui/pictures';
import { BookOpen, Flag, Keyboard, ListChecks } from 'lucide-react';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import type { Answer } from '../kinds/answer.ts';
import { startOn } from '../kinds/start.ts';
import { wordsOf } from '../kinds/words.ts';
import { usePageTitle } from '../shell/page.tsx';
import { worth } from '../shell/worth.ts';
import type { HeldItem } from './feed-state.ts';
import { viewOf } from './kinds/registry.ts';
import { LeaseCountdown } from './lease-countdown.tsx';
import { AnswerForm } from './panel/answer-form.tsx';
import { useAnswerKeys } from './panel/answer-keys.ts';
import { isNewQuestion, rememberQuestion } from './read-before.ts';
import { useShortcuts, useShortcutsOn } from './shortcuts.ts';
import { ItemStage } from './stage/item-stage.tsx';
import { Today } from './today/today.tsx';
import { leavesAtMs, type Undo } from './undo/undo.ts';
import { UndoButton } from './undo/undo-button.tsx';
import { useWorkbench } from './workbench.tsx';

const Instructions = lazyPart(() => import('@asg/ui/markdown'));
const KeysDialog = lazyPart(() => import('./keys-dialog.tsx'));
const ReportDialog = lazyPart(() => import('./report-dialog.tsx'));

/** The answer to an assignment, before it is submitted. */
interface Given {
  readonly id: string;
  readonly answer: Answer | null;
}

interface LabellingProps {
  readonly me: Worker;
  readonly item: HeldItem;
  readonly undo: Undo;
}

/** The current item with its question: choose, submit, and the next one is there. */
export function Labelling({ me, item, undo }: LabellingProps) {
  const { assignment, media, leaseEndsAtMs } = item;
  const { assignment_id: id, type, question, instructions } = assignment;
  const { worker_id: workerId } = me;
  const { feed } = useWorkbench();
  const [given, setGiven] = useState<Given | null>(null);
  const [revealed, setRevealed] = useState<string | null>(null);
  const [open, setOpen] = useState<'instructions' | 'keys' | 'report' | null>(null);
  const [shortcutsOn] = useShortcutsOn();
  const form = useRef<HTMLFormElement>(null);
  const zoom = useRef<Zoomable>(null);
  const number = useItemNumber(id);
  const start = useStart(item);
  const answer = given?.id === id ? given.answer : (item.takenBack ?? start);
  const view = viewOf(type);
  const isCovered = assignment.sensitive && revealed !== id && item.takenBack === undefined;
  const isShown = media.kind === 'ready' && !isCovered;
  const decide = useDecide(me, item);
  usePageTitle(messages.work.pageTitle);

  // Before the first item of a new question is decided on: how.
  useEffect(() => {
    if (!isNewQuestion(workerId, assignment)) return;
    rememberQuestion(workerId, assignment);
    setOpen('instructions');
  }, [workerId, assignment]);
  // A dialog reports its end a moment later: by then another may be open.
  const close = (which: typeof open): void => setOpen((now) => (now === which ? null : now));
  const submit = useSubmit(answer, wordsOf(type).missing, isShown, decide);
  const onAnswer = (next: Answer | null): void => setGiven({ id, answer: next });
  const skip = (reason: string | null): void => decide(null, reason);
  useShortcuts(
    {
      s: () => skip(null),
      z: () => zoom.current?.toggleZoom(),
      i: () => setOpen('instructions'),
      '?': () => setOpen('keys'),
    },
    shortcutsOn,
  );
  useAnswerKeys(form, shortcutsOn);
  useShortcuts({ enter: submit }, true);
  return (
    <div className="work">
      <header className="work-head">
        <LeaseCountdown endsAtMs={leaseEndsAtMs} leaseMs={feed.leaseMs} onOver={() => feed.lapse()} />
        <Reward me={me} assignment={assignment} />
        <Today />
        <div className="work-tools">
          <Link
            href="/questions"
            aria-label={messages.questions.open}
            {...buttonLook({ variant: 'quiet', shape: 'icon' })}
          >
            <ListChecks size={20} aria-hidden="true" />
          </Link>
          <Button
            variant="quiet"
            icon={<BookOpen size={20} aria-hidden="true" />}
            onClick={() => setOpen('instructions')}
          >
            {messages.work.instructions}
          </Button>
          <Button
            variant="quiet"
            shape="icon"
            aria-label={messages.report.open}
            icon={<Flag size={20} aria-hidden="true" />}
            onClick={() => setOpen('report')}
          />
          <span className="only-keyboard">
            <Button
              variant="quiet"
              shape="icon"
              aria-label={messages.work.keys}
              icon={<Keyboard size={20} aria-hidden="true" />}
              onClick={() => setOpen('keys')}
            />
          </span>
        </div>
      </header>
      <ItemStage
        media={media}
        isImage={itemKinds[type] === 'image'}
        covered={isCovered}
        onReveal={() => setRevealed(id)}
        onRetry={() => feed.retryMedia()}
        onSkip={skip}
      >
        {media.kind === 'ready' && view !== undefined && (
          <view.Shown
            key={id}
            asked={assignment}
            media={media.media}
            zoom={zoom}
            answer={answer}
            onAnswer={onAnswer}
          />
        )}
      </ItemStage>
      <AnswerForm
        itemKey={id}
        question={question}
        showKeys={shortcutsOn}
        disabled={!isShown}
        form={form}
        undo={<UndoButton undo={undo} showKey={shortcutsOn} />}
        onSubmit={submit}
        onSkip={() => skip(null)}
      >
        {assignment.start !== undefined && <p className="marks-start">{messages.marks.begun}</p>}
        {view === undefined || (assignment.start !== undefined && media.kind !== 'ready') ? null : (
          <view.Answers
            asked={assignment}
            media={media.kind === 'ready' && !isCovered ? media.media : null}
            answer={answer}
            showKeys={shortcutsOn}
            onAnswer={onAnswer}
          />
        )}
      </AnswerForm>
      <p className="ui-visually-hidden" role="status">
        {messages.work.next({ n: number, question })}
        {assignment.start !== undefined && ` ${messages.marks.begun}`}
      </p>
      <Sheet
        open={open === 'instructions'}
        onClose={() => close('instructions')}
        title={messages.work.instructions}
        closeLabel={messages.app.close}
      >
        <Suspense fallback={<Skeleton height="8rem" />}>
          {instructions === null || instructions.trim() === '' ? (
            <p className="ui-muted">{messages.work.noInstructions}</p>
          ) : (
            <Instructions text={instructions} />
          )}
        </Suspense>
      </Sheet>
      {open === 'keys' && (
        <Suspense fallback={null}>
          <KeysDialog open onClose={() => close('keys')} />
        </Suspense>
      )}
      {open === 'report' && (
        <Suspense fallback={null}>
          <ReportDialog open assignmentId={id} onClose={() => close('report')} />
        </Suspense>
      )}
    </div>
  );
}

/** What the label is paid, and for whom it is where the worker is one of an organisation's own people. */
function Reward({ me, assignment }: Pick<HeldItem, 'assignment'> & { readonly me: Worker }) {
  const { type, organisation, reward_sats: sats, agreement_bar: bar } = assignment;
  const about = worth(me, sats);
  return (
    <p className="reward">
      {organisation !== null && <strong className="reward-whose">{organisation}</strong>}
      {organisation !== null && sats === 0 ? (
        <span className="ui-muted">{messages.join.unpaid}</span>
      ) : (
        <>
          <strong className="ui-number">{messages.units.sats({ n: sats })}</strong>{' '}
          <span className="ui-muted">
            {about !== null && `(${about}) `}
            {wordsOf(type).paidWhere(bar)}
          </span>
        </>
      )}
    </p>
  );
}

/** Hands a decision to the outbox (a null answer passes the item on) and shows the next item, in this order at once. */
function useDecide(me: Worker, item: HeldItem): (answer: Answer | null, reason: string | null) => void {
  const { feed, outbox } = useWorkbench();
  const { assignment_id: assignmentId, type, reward_sats: rewardSats } = item.assignment;
  return (answer, reason) => {
    const { worker_id: workerId } = me;
    const itemToken = item.media.kind === 'ready' ? item.media.media.itemToken : null;
    const atMs = Date.now();
    const leaves = leavesAtMs(atMs, item.leaseEndsAtMs - api.serverNowMs());
    const label = answer === null ? null : wordsOf(type).said(answer);
    const entry = { assignmentId, workerId, label, reason, itemToken, rewardSats, atMs, leavesAtMs: leaves };
    void outbox.add(answer === null || typeof answer === 'string' ? entry : { ...entry, value: answer });
    feed.next();
  };
}

function useSubmit(
  answer: Answer | null,
  missing: string,
  isShown: boolean,
  decide: (answer: Answer, reason: null) => void,
): () => void {
  const say = useToast();
  return () => {
    if (!isShown) return;
    if (answer === null) say({ text: missing });
    else decide(answer, null);
  };
}

/** The marks of a program that the worker begins with; null: none, or the item is not there yet. */
function useStart({ assignment: { start }, media }: HeldItem): Answer | null {
  const shown = media.kind === 'ready' ? media.media : null;
  return useMemo(
    () => (start === undefined || shown === null || shown.kind === 'several' ? null : startOn(start, shown)),
    [start, shown],
  );
}

/** How many items this visit has seen, with this one. */
function useItemNumber(id: string): number {
  const seen = useRef({ id: '', number: 0 });
  if (seen.current.id !== id) seen.current = { id, number: seen.current.number + 1 };
  return seen.current.number;
}
