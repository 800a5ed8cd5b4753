import type { Question } from '@asg/sdk';
import { Badge, Button, buttonLook, EmptyState } from '@asg/ui';
import { GraduationCap } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import { messages, moment } from '../i18n/index.ts';
import { wordsOf } from '../kinds/words.ts';
import { Page } from '../shell/page.tsx';
import { PagedList } from '../shell/paged-list.tsx';
import { useWorkbench } from '../work/workbench.tsx';
import { hourlySats } from './hourly.ts';
import { questionsKey, questionsPage } from './queries.ts';

/** What there is to learn and to choose, with what it pays and takes. */
export default function QuestionsPage() {
  return (
    <Page
      title={messages.questions.title}
      lead={messages.questions.lead}
      aside={
        <Link href="/" {...buttonLook({ variant: 'secondary' })}>
          {messages.questions.nextBest}
        </Link>
      }
    >
      <PagedList
        queryKey={questionsKey}
        load={questionsPage}
        empty={<NoQuestions />}
        list={(questions) => (
          <ul className="questions">
            {questions.map((question) => (
              <li key={question.question_id} className="ui-card">
                <QuestionCard question={question} />
              </li>
            ))}
          </ul>
        )}
      />
    </Page>
  );
}

function NoQuestions() {
  return (
    <div className="ui-card">
      <EmptyState
        icon={<GraduationCap size={28} />}
        title={messages.questions.emptyTitle}
        actions={
          <Link href="/" {...buttonLook({ variant: 'primary' })}>
            {messages.practice.toWork}
          </Link>
        }
      >
        <p>{messages.questions.emptyText}</p>
      </EmptyState>
    </div>
  );
}

function QuestionCard({ question }: { readonly question: Question }) {
  const { question_id: id, type, question: text, organisation, sensitive } = question;
  const { reward_sats, seconds_each } = question;
  const { name: kind, paidEach } = wordsOf(type);
  const { again_at: againAt, best } = question.practice;
  const hourly = hourlySats(reward_sats, seconds_each);
  const { feed } = useWorkbench();
  const [, go] = useLocation();
  const chosen = useSyncExternalStore(feed.subscribe, feed.chosen);
  const isBegun = question.practice.answered > 0 && best === null;
  const act = isBegun ? messages.questions.goOn : messages.questions.practise;
  return (
    <article className="question-card">
      <h2 dir="auto">{text}</h2>
      <p className="question-facts">
        {organisation !== null && <Badge tone="accent">{messages.questions.forTeam({ organisation })}</Badge>}
        {kind !== null && <Badge>{kind}</Badge>}
        {sensitive && <Badge tone="warning">{messages.questions.sensitive}</Badge>}
        {reward_sats === 0 ? (
          <span>{messages.join.unpaid}</span>
        ) : (
          <span>
            <strong className="ui-number">{messages.units.sats({ n: reward_sats })}</strong> {paidEach}
          </span>
        )}
        {seconds_each !== null && <span>{messages.questions.seconds({ n: seconds_each })}</span>}
        {hourly !== null && (
          <span>{messages.questions.perHour({ amount: messages.units.sats({ n: hourly }) })}</span>
        )}
      </p>
      <p className="ui-muted">
        {best === null ? messages.questions.notYet : messages.questions.best({ share: best })}
        {' · '}
        {progressText(question)}
      </p>
      <div className="form-actions">
        {againAt === null && (
          <Link
            href={`/practice/${id}`}
            aria-label={messages.questions.practiseQuestion({ act, question: text })}
            {...buttonLook({ variant: best === null ? 'primary' : 'secondary' })}
          >
            {act}
          </Link>
        )}
        {best !== null && chosen !== id && (
          <Button
            variant="primary"
            aria-label={messages.questions.chooseQuestion({ question: text })}
            onClick={() => {
              feed.choose(id);
              go('/');
            }}
          >
            {messages.questions.choose}
          </Button>
        )}
        {chosen === id && (
          <Button
            onClick={() => {
              feed.choose(null);
              go('/');
            }}
          >
            {messages.questions.unchoose}
          </Button>
        )}
      </div>
    </article>
  );
}

function progressText({ practice }: Question): string {
  const { answered, items, again_at: againAt } = practice;
  if (againAt !== null) return messages.questions.again({ when: moment(againAt) });
  if (answered === 0 || answered === items) return messages.questions.toDo({ n: items });
  return messages.questions.halfDone({ answered, items });
}
