import { Button, KeyCap } from '@asg/ui';
import { CornerDownLeft } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { messages } from '../../i18n/index.ts';
import { MoreBelow } from './more-below.tsx';
import { Question } from './question.tsx';

/** Options with a key of their own: 1 to 9. */
export const keyedOptions = 9;
/** Options longer than this stand below each other, however much room there is beside them. */
const besideCharsMax = 24;

/** Chooses as a click does, and puts the focus there: Enter must not go to a link that was pressed before. */
export function chooseByKey(form: HTMLFormElement | null, index: number): void {
  const option = form?.querySelectorAll<HTMLInputElement>('input[type=radio]')[index];
  option?.focus();
  option?.click();
}

interface OptionsFormProps {
  readonly itemKey: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly chosen: string | null;
  readonly showKeys: boolean;
  /** Nothing to judge yet: the item is not shown. */
  readonly disabled: boolean;
  readonly form: RefObject<HTMLFormElement | null>;
  /** Takes back what was decided before, where that is possible. */
  readonly undo?: ReactNode;
  readonly onChoose: (option: string) => void;
  readonly onSubmit: () => void;
  readonly onSkip: () => void;
}

/** The question with its options, as radio buttons of a finger's size; they scroll above what decides. */
export function OptionsForm(props: OptionsFormProps) {
  const { itemKey, question, options, chosen, showKeys, disabled, form, undo } = props;
  const { onChoose, onSubmit, onSkip } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const name = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each item begins at its head.
  useLayoutEffect(() => {
    scroll.current?.scrollTo(0, 0);
    window.scrollTo(0, 0);
  }, [itemKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each new item, if the focus went with the old one.
  useEffect(() => {
    // An item that came back has its answer.
    const answer = form.current?.querySelector<HTMLElement>('input:checked') ?? null;
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
          <div className="options" data-beside={options.every(({ length }) => length <= besideCharsMax)}>
            {options.map((option, i) => (
              <label key={option} className="option">
                <input
                  type="radio"
                  name={name}
                  value={option}
                  checked={chosen === option}
                  onChange={() => onChoose(option)}
                />
                <span className="option-text" dir="auto">
                  {option}
                </span>
                {showKeys && i < keyedOptions && <KeyCap>{i + 1}</KeyCap>}
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      <PanelFoot itemKey={itemKey} scroll={scroll}>
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
