import { Button, KeyCap, Skeleton } from '@asg/ui';
import { CornerDownLeft } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { messages } from '../../i18n/index.ts';
import { MoreBelow } from './more-below.tsx';
import { Question } from './question.tsx';

interface AnswerFormProps {
  readonly itemKey: string;
  readonly question: string;
  readonly showKeys: boolean;
  /** Nothing to judge yet: the item is not shown. */
  readonly disabled: boolean;
  readonly form: RefObject<HTMLFormElement | null>;
  /** Takes back what was decided before, where that is possible. */
  readonly undo?: ReactNode;
  readonly onSubmit: () => void;
  readonly onSkip: () => void;
  /** The answers; null: they are not there yet. */
  readonly children: ReactNode;
}

/** Not the class that is drawn with: that is no answer yet. */
const answered = ':not(.classes) > .option > input:checked';

/** The question with its answers; they scroll above what decides. */
export function AnswerForm(props: AnswerFormProps) {
  const { itemKey, question, showKeys, disabled, form, undo, onSubmit, onSkip, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each item begins at its head.
  useLayoutEffect(() => {
    scroll.current?.scrollTo(0, 0);
    window.scrollTo(0, 0);
  }, [itemKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each new item, if the focus went with the old one.
  useEffect(() => {
    // An item that came back has its answer.
    const answer = form.current?.querySelector<HTMLElement>(answered) ?? null;
    if (answer !== null) answer.focus();
    else if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [itemKey]);
  return (
    <form
      ref={form}
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div ref={scroll} className="options-scroll">
        <fieldset>
          <Question ref={heading} itemKey={itemKey} text={question} />
          {children ?? <Coming />}
        </fieldset>
      </div>
      <PanelFoot itemKey={children === null ? `${itemKey}, coming` : itemKey} scroll={scroll}>
        {undo}
        <Button size="large" variant="secondary" onClick={onSkip}>
          {messages.work.skip} {showKeys && <KeyCap>S</KeyCap>}
        </Button>
        <Button type="submit" size="large" variant="primary" disabled={disabled}>
          {messages.work.submit}{' '}
          <KeyCap>
            <CornerDownLeft size={14} />
          </KeyCap>
        </Button>
      </PanelFoot>
    </form>
  );
}

const Coming = () => (
  <div className="options">
    <Skeleton height="3.5rem" />
    <Skeleton height="3.5rem" />
  </div>
);

interface PanelFootProps {
  readonly itemKey: string;
  readonly scroll: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** What decides on the item: always in sight, below what scrolls. */
function PanelFoot({ itemKey, scroll, children }: PanelFootProps) {
  const foot = useRef<HTMLDivElement>(null);
  return (
    <div ref={foot} className="panel-foot">
      <MoreBelow itemKey={itemKey} scroll={scroll} foot={foot} />
      <div className="panel-actions">{children}</div>
    </div>
  );
}
