import { itemKinds } from '@asg/domain/names';
import type { Assignment, LabelAccepted, Worker } from '@asg/sdk';
import { Button, buttonLook, EmptyState, lazyPart, Notice, Sheet, Skeleton, useToast } from '@asg/ui';
import type { Zoomable } from '@asg/ui/pictures';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BookOpen, CircleCheck, CircleX, GraduationCap } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import type { Answer } from '../kinds/answer.ts';
import { saidOf, wordsOf } from '../kinds/words.ts';
import { Page, usePageTitle } from '../shell/page.tsx';
import { problemText } from '../shell/problem.ts';
import { toldOf } from '../told/registry.ts';
import { ToldPart } from '../told/told-part.tsx';
import { viewOf } from '../work/kinds/registry.ts';
import { useItem } from '../work/kinds/use-item.ts';
import { AnswerForm } from '../work/panel/answer-form.tsx';
import { useAnswerKeys } from '../work/panel/answer-keys.ts';
import { isNewQuestion, rememberQuestion } from '../work/read-before.ts';
import { useShortcuts, useShortcutsOn } from '../work/shortcuts.ts';
import { ItemStage } from '../work/stage/item-stage.tsx';
import { questionsKey } from './queries.ts';

const Instructions = lazyPart(() => import('@asg/ui/markdown'));

type Feedback = NonNullable<LabelAccepted['practice']>;
/** A round is as long at most. */
const itemsMax = 20;

interface PracticePageProps {
  readonly me: Worker;
  readonly question: string;
}

/** A round of practice: an item, an answer, and at once whether it was right and why. */
export default function PracticePage({ me, question }: PracticePageProps) {
  usePageTitle(messages.practice.title);
  const client = useQueryClient();
  const [place, setPlace] = useState(0);
  const [last, setLast] = useState<Feedback | null>(null);
  const round = useQuery({
    queryKey: ['practice', question],
    queryFn: ({ signal }) => api.practice(question, itemsMax, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => () => void client.invalidateQueries({ queryKey: questionsKey }), [client]);
  if (round.isPending) return <Skeleton height="24rem" />;
  if (round.isError)
    return (
      <Page
        title={messages.practice.title}
        aside={
          <Link href="/questions" {...buttonLook({ variant: 'secondary' })}>
            {messages.practice.toQuestions}
          </Link>
        }
      >
        <Notice tone="danger" urgent>
          {problemText(round.error)}
        </Notice>
      </Page>
    );
  const item = round.data[place];
  if (item === undefined) return <RoundOver question={question} last={last} />;
  return (
    <PracticeItem
      key={item.assignment_id}
      me={me}
      item={item}
      last={last}
      isLast={place + 1 === round.data.length}
      onNext={(feedback) => {
        if (feedback !== null) setLast(feedback);
        setPlace(place + 1);
      }}
    />
  );
}

function RoundOver({ question, last }: { readonly question: string; readonly last: Feedback | null }) {
  return (
    <div className="ui-page">
      <h1 className="ui-visually-hidden">{messages.practice.title}</h1>
      <EmptyState
        icon={<GraduationCap size={28} />}
        title={
          last === null
            ? messages.practice.gone
            : messages.practice.overTitle({ right: last.right, items: last.items })
        }
        actions={
          <>
            <Link href="/" {...buttonLook({ variant: 'primary' })}>
              {messages.practice.toWork}
            </Link>
            <Link href="/questions" {...buttonLook({ variant: 'secondary' })} data-question={question}>
              {messages.practice.toQuestions}
            </Link>
          </>
        }
      >
        {last !== null && <p>{messages.practice.overText}</p>}
      </EmptyState>
    </div>
  );
}

interface PracticeItemProps {
  readonly me: Worker;
  readonly item: Assignment;
  /** Of the item before. */
  readonly last: Feedback | null;
  readonly isLast: boolean;
  readonly onNext: (feedback: Feedback | null) => void;
}

function PracticeItem({ me, item, last, isLast, onNext }: PracticeItemProps) {
  const { assignment_id: id, type, question, instructions } = item;
  const { worker_id: workerId } = me;
  const [chosen, setChosen] = useState<Answer | null>(null);
  const view = viewOf(type);
  const [isRevealed, setRevealed] = useState(!item.sensitive);
  const [isReading, setReading] = useState(false);
  const [shortcutsOn] = useShortcutsOn();
  const form = useRef<HTMLFormElement>(null);
  const zoom = useRef<Zoomable>(null);
  const [media, reload] = useItem(item);
  const say = useToast();
  const answer = useMutation({
    mutationFn: (given: Answer) => api.label(id, typeof given === 'string' ? given : { value: given }),
  });
  const feedback = answer.data?.practice ?? null;
  const isTold = toldOf(type) !== undefined && media.kind === 'ready' && chosen !== null && feedback !== null;
  const right = feedback?.value ?? feedback?.answer ?? null;
  const told = isTold ? { type, media: media.media, own: chosen, decided: right, isGiven: true } : null;
  const isShown = media.kind === 'ready' && isRevealed;
  useEffect(() => {
    if (!isNewQuestion(workerId, item)) return;
    rememberQuestion(workerId, item);
    setReading(true);
  }, [workerId, item]);
  const submit = (): void => {
    if (feedback !== null) onNext(feedback);
    else if (!isShown || answer.isPending) return;
    else if (chosen === null) say({ text: wordsOf(type).missing });
    else answer.mutate(chosen);
  };
  useShortcuts(
    {
      z: () => zoom.current?.toggleZoom(),
      i: () => setReading(true),
    },
    shortcutsOn && feedback === null,
  );
  useAnswerKeys(form, shortcutsOn && feedback === null);
  useShortcuts({ enter: submit }, true);
  return (
    <div className="work">
      <header className="work-head">
        <p className="reward">
          <strong>{messages.practice.title}</strong>{' '}
          {last !== null && (
            <span className="ui-muted ui-number">
              {messages.practice.progress({ n: last.answered + 1, items: last.items })}
            </span>
          )}
        </p>
        <div className="work-tools">
          <Button
            variant="quiet"
            icon={<BookOpen size={20} aria-hidden="true" />}
            onClick={() => setReading(true)}
          >
            {messages.work.instructions}
          </Button>
        </div>
      </header>
      <ItemStage
        media={media}
        isImage={itemKinds[type] === 'image'}
        covered={!isRevealed}
        onReveal={() => setRevealed(true)}
        onRetry={reload}
        onSkip={() => onNext(null)}
      >
        {told !== null && <ToldPart part="item" {...told} />}
        {media.kind === 'ready' && view !== undefined && told === null && (
          <view.Shown
            asked={item}
            media={media.media}
            zoom={zoom}
            answer={chosen}
            onAnswer={(next) => feedback === null && setChosen(next)}
          />
        )}
      </ItemStage>
      {feedback === null ? (
        <AnswerForm
          itemKey={id}
          question={question}
          showKeys={shortcutsOn}
          disabled={!isShown || answer.isPending}
          form={form}
          onSubmit={submit}
          onSkip={() => onNext(null)}
        >
          {view === undefined ? null : (
            <view.Answers
              asked={item}
              media={media.kind === 'ready' && isRevealed ? media.media : null}
              answer={chosen}
              showKeys={shortcutsOn}
              onAnswer={setChosen}
            />
          )}
        </AnswerForm>
      ) : (
        <Verdict type={type} question={question} feedback={feedback} isLast={isLast} onNext={submit}>
          {told !== null && <ToldPart part="list" {...told} />}
        </Verdict>
      )}
      {answer.isError && (
        <Notice tone="danger" urgent>
          {problemText(answer.error)}
        </Notice>
      )}
      <Sheet
        open={isReading}
        onClose={() => setReading(false)}
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
    </div>
  );
}

interface VerdictProps {
  readonly type: Assignment['type'];
  readonly question: string;
  readonly feedback: Feedback;
  readonly isLast: boolean;
  readonly onNext: () => void;
  /** The answers in words, where they are many. */
  readonly children: ReactNode;
}

/** Whether it was right, and why. */
function Verdict({ type, question, feedback, isLast, onNext, children }: VerdictProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { is_right: isRight, answer, explanation, answered, items } = feedback;
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const Icon = isRight ? CircleCheck : CircleX;
  return (
    <section className="panel verdict" aria-live="polite">
      <p className="ui-muted" dir="auto">
        {question}
      </p>
      <h1 ref={heading} tabIndex={-1} data-right={isRight}>
        <Icon size={26} aria-hidden="true" />
        <span dir="auto">
          {isRight
            ? messages.practice.right
            : messages.practice.wrong({ answer: saidOf(type, answer, feedback.value) })}
        </span>
      </h1>
      {explanation !== null && (
        <p className="verdict-why" dir="auto">
          {explanation}
        </p>
      )}
      {children}
      <p className="ui-muted ui-number">{messages.questions.halfDone({ answered, items })}</p>
      <div className="panel-actions">
        <Button size="large" variant="primary" onClick={onNext}>
          {isLast ? messages.practice.finish : messages.practice.next}
        </Button>
      </div>
    </section>
  );
}
