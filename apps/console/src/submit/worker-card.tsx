import { type AskedSpec, viewOf } from '@asg/console-kit/kinds';
import { Button, Card, lazyPart } from '@asg/ui';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';

const Instructions = lazyPart(() => import('@asg/ui/markdown'));

interface WorkerCardProps {
  readonly hint: ReactNode;
  /** Which of so many is shown, from 0. */
  readonly at: number;
  readonly total: number;
  readonly onMove: (at: number) => void;
  readonly question: string;
  readonly type: string;
  readonly asked: AskedSpec;
  /** Markdown. */
  readonly instructions: string;
  /** The item. */
  readonly children: ReactNode;
}

/** What a worker will see: the item, the question, the answers and how to decide; and the way to the next. */
export function WorkerCard({
  hint,
  at,
  total,
  onMove,
  question,
  type,
  asked,
  instructions,
  children,
}: WorkerCardProps) {
  const { Shown, counted, paid } = viewOf(type);
  const hasAnswers = counted(asked).length > 0;
  return (
    <Card
      title="As a worker sees it"
      hint={hint}
      aside={
        total > 1 && (
          <>
            <Button
              shape="icon"
              aria-label="The one before"
              disabled={at === 0}
              onClick={() => onMove(at - 1)}
              icon={<ChevronLeft size={18} aria-hidden="true" />}
            />
            <Button
              shape="icon"
              aria-label="The next one"
              disabled={at >= total - 1}
              onClick={() => onMove(at + 1)}
              icon={<ChevronRight size={18} aria-hidden="true" />}
            />
          </>
        )
      }
    >
      <div className="ui-stack">
        <div className="ui-stack" aria-live="polite">
          {children}
        </div>
        {(question !== '' || hasAnswers) && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          <section className="worker-asked" tabIndex={0} aria-label="What is asked">
            <p className="worker-question" dir="auto">
              {question}
            </p>
            <Shown spec={asked} />
            {paid(asked) !== null && <p className="ui-hint">{paid(asked)}.</p>}
          </section>
        )}
        {instructions.trim() !== '' && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          <section className="worker-instructions" tabIndex={0} aria-label="How to decide">
            <Suspense fallback={null}>
              <Instructions text={instructions} />
            </Suspense>
          </section>
        )}
      </div>
    </Card>
  );
}
